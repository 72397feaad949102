"""Adds a content security policy to every page of a build: only the scripts of the theme and of
this project run, and no referrer is sent to other hosts."""

import re
from base64 import b64encode
from hashlib import sha256
from typing import Literal

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from paperlist.catalogue.repositories import BADGES

# The templates whose inline scripts are in a page: ours and those of Material.
TEMPLATES = tuple(
    f"partials/javascripts/{name}.html" for name in ("first", "base", "palette", "content")
)
CHARSET = '<meta charset="utf-8">'
REFERRER = '<meta name="referrer" content="same-origin">'

serving: set[str] = set()


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """`serve` adds its own inline script to each page, so its pages get no policy."""
    serving.clear()
    serving.update({command} & {"serve"})


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    config.extra["trusted_scripts"] = [
        _as_pattern(script)
        for name in TEMPLATES
        for script in _inline_scripts(env.loader.get_source(env, name)[0] if env.loader else "")
    ]


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    return with_policy(output, config)


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    return (
        with_policy(output_content, config) if template_name.endswith(".html") else output_content
    )


def with_policy(html: str, config: MkDocsConfig) -> str:
    """Only inline scripts of the templates get a hash: the browser blocks all others."""
    if serving:
        return html
    if CHARSET not in html:
        raise PluginError(f"no `{CHARSET}` in the page to put the policy after")
    trusted = config.extra["trusted_scripts"]
    scripts = (text for text in _inline_scripts(html) if any(p.fullmatch(text) for p in trusted))
    hashes = sorted(
        {f"'sha256-{b64encode(sha256(s.encode()).digest()).decode()}'" for s in scripts}
    )
    images = f" {BADGES}" if config.extra.get("badges") == "live" else ""
    policy = "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' {' '.join(hashes)}",
            "worker-src 'self'",
            "manifest-src 'self'",
            "style-src 'self'",
            f"img-src 'self' data:{images}",
            "font-src 'self'",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    tag = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return html.replace(CHARSET, f"{CHARSET}\n      {tag}\n      {REFERRER}", 1)


def _inline_scripts(html: str) -> list[str]:
    return re.findall(r"<script>(.*?)</script>", html, re.DOTALL)


def _as_pattern(script: str) -> re.Pattern[str]:
    """Matches the script of a template; each `{{ … }}` of it matches a URL."""
    parts = re.split(r"\{\{.*?\}\}", script)
    return re.compile(r"[\w./:-]*".join(re.escape(part) for part in parts))
