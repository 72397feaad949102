"""`make bench`: how this project builds, serves and loads, beside other generators, in one run."""
