"""The pages as HTML: plain, nothing from elsewhere. Only the frame of Mini Apps has a script, which is our own."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from html import escape

from bot.i18n import say, spoken

STYLE = """
:root { color-scheme: light dark; font-family: system-ui, sans-serif; line-height: 1.5; }
body { margin: 0 auto; max-width: 26rem; padding: 1.25rem;
  background: var(--bg, Canvas); color: var(--text, CanvasText); }
h1 { font-size: 1.3rem; }
label, fieldset { display: block; margin: 1rem 0; border: 0; padding: 0; }
input[type=text], input[type=password], input[type=time], select {
  box-sizing: border-box; width: 100%; padding: .7rem; font: inherit;
  border: 1px solid #8888; border-radius: .6rem; background: var(--field, Field); color: inherit; }
input:focus-visible, button:focus-visible { outline: 3px solid #3390ec; outline-offset: 1px; }
button { width: 100%; padding: .8rem; font: inherit; font-weight: 600;
  color: var(--on-button, #fff); background: var(--button, #1f6fc4);
  border: 0; border-radius: .6rem; }
button:disabled { opacity: .6; }
small { display: block; opacity: .75; }
.wrong { padding: .7rem; border-left: .3rem solid #d33; background: #d331; }
.dots { display: block; min-height: 2.4rem; font-size: 1.5rem; letter-spacing: .3rem; text-align: center; }
.keys { display: grid; grid-template-columns: repeat(3, 1fr); gap: .6rem;
  user-select: none; touch-action: manipulation; }
.keys button { min-height: 3.6rem; font-size: 1.3rem; }
.keys button[type=button] { color: inherit; background: var(--key, #8883); }
"""
_HASH = b64encode(sha256(STYLE.encode()).digest()).decode()
_POLICY = f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; "
HEADERS = {
    "Content-Security-Policy": f"{_POLICY}form-action 'self'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
    "Cache-Control": "no-store",
}


TELEGRAM_WEB = "https://web.telegram.org"
"""Where Telegram shows Mini Apps in a frame; its other apps show them without one."""


def frame_headers(*ancestors: str) -> dict[str, str]:
    """Headers of a Mini App's frame: its script may run and ask us, forms go nowhere but through that script."""
    policy = (
        f"{_POLICY}script-src 'self'; connect-src 'self'; form-action 'none'; frame-ancestors {' '.join(ancestors)}"
    )
    return {**HEADERS, "Content-Security-Policy": policy}


@dataclass(frozen=True, slots=True)
class Entered:
    """What was put into the form. Key and secret have to be entered anew each time and are never sent back."""

    environment: str = "paper"
    account: str = field(default="", repr=False)
    hts_id: str = field(default="", repr=False)
    app_key: str = field(default="", repr=False)
    app_secret: str = field(default="", repr=False)


def frame() -> str:
    """What Telegram opens as a Mini App: empty until its script has shown who opened it."""
    words = {
        "trouble": say("인터넷이 끊겼거나 서버가 답하지 않아요. 잠시 뒤에 다시 해 주세요."),
        "outside": say("텔레그램 채팅의 단추로 열어 주세요."),
    }
    return page(
        say("여는 중이에요"),
        f"<noscript><p>{say('이 화면은 자바스크립트가 있어야 움직여요.')}</p></noscript>",
        head='<script src="app.js" defer></script>',
        mark="".join(f' data-{name}="{escape(text)}"' for name, text in words.items()),
    )


def form(token: str, entered: Entered, owner: str, wrong: str = "") -> str:
    """The connect form, with what was wrong the last time.

    It says whose chat the account will belong to: somebody may have been sent another's link.
    """
    paper, real = ("checked", "") if entered.environment != "real" else ("", "checked")
    whose = say(
        "텔레그램 사용자 <b>{owner}</b>의 채팅에 연결돼요. 내 이름과 번호가 아니면 넣지 마세요.", owner=escape(owner)
    )
    asked = say("한국투자증권에 물어 맞는지 확인해요. 누른 뒤 20초까지 걸릴 수 있으니 한 번만 눌러 주세요.")
    tried = say("모의 계좌는 체결 통보를 시험하려고 멀리 떨어진 가격에 1주를 주문했다가 바로 취소해요.")
    hints = (
        say("KIS Developers에서 받은 36자"),
        say("함께 받은 180자"),
        say("12345678-01 처럼 8자리-2자리"),
        say("HTS 로그인 아이디. 체결을 알려 드릴 때 써요"),
    )
    return page(
        say("증권사 계좌 연결"),
        f"""{notice(wrong)}
<p>{whose}</p>
<form method="post" action="../connect/{escape(token)}" autocomplete="off">
<fieldset><legend>{say("어느 계좌인가요?")}</legend>
<label><input type="radio" name="environment" value="paper" {paper}> 🟢 {say("모의투자")}</label>
<label><input type="radio" name="environment" value="real" {real}> 🔴 {say("실전투자")}</label></fieldset>
{_field("app_key", say("앱 키 (App Key)"), "", hints[0], kind="password")}
{_field("app_secret", say("앱 시크릿 (App Secret)"), "", hints[1], kind="password")}
{_field("account", say("계좌번호"), entered.account, hints[2])}
{_field("hts_id", "HTS ID", entered.hts_id, hints[3])}
<button>{say("확인하고 연결하기")}</button>
<p><small>{asked}
{tried}</small></p>
</form>""",
    )


def reset_form(token: str, owner: str, wrong: str = "", *, asks: bool = True) -> str:
    """Removes a forgotten PIN; `asks` for the app secret where there is one."""
    secret = ""
    if asks:
        secret = _field("app_secret", say("앱 시크릿 (App Secret)"), "", say("연결된 계좌의 180자"), kind="password")
    whose = say(
        "텔레그램 사용자 <b>{owner}</b>의 PIN을 지워요. 내 이름과 번호가 아니면 닫아 주세요.", owner=escape(owner)
    )
    title = say("PIN 지우기")
    return page(
        title,
        f"""{notice(wrong)}
<p>{whose}</p>
<form method="post" action="../pin/{escape(token)}" autocomplete="off">{secret}<button>{title}</button></form>""",
    )


def pad(token: str, pad_id: str, ask: str, keys: Sequence[tuple[str, str]], wrong: str = "") -> str:
    """A key pad: ids and faces of its keys in order. What is sent are ids, which say nothing of the digits.

    A key without an id takes the last digit back.
    """
    back = say("하나 지우기")
    faces = "".join(
        f'<button type="button" data-key="{escape(key)}">{escape(face)}</button>'
        if key
        else f'<button type="button" data-back aria-label="{back}">{escape(face)}</button>'
        for key, face in keys
    )
    return page(
        "PIN",
        f"""{notice(wrong)}
<form method="post" action="../pad/{escape(token)}"><p>{escape(ask)}</p>
<output class="dots" aria-label="{say("넣은 자릿수")}">○</output>
<input type="hidden" name="pad" value="{escape(pad_id)}"><input type="hidden" name="keys">
<div class="keys">{faces}<button>{say("확인")}</button></div></form>""",
    )


def note(title: str, text: str, *, done: bool = False) -> str:
    """A page that only says something; a Mini App that is done is closed by itself."""
    return page(title, f"<p>{escape(text)}</p>", mark=" data-done" if done else "")


def notice(wrong: str) -> str:
    """What was wrong, above a form."""
    return f'<p class="wrong" role="alert">{escape(wrong)}</p>' if wrong else ""


def _field(name: str, label: str, value: str, hint: str, kind: str = "text") -> str:
    return (
        f'<label>{escape(label)}<input type="{kind}" name="{name}" value="{escape(value)}" required '
        'autocomplete="off" autocapitalize="off" autocorrect="off" spellcheck="false" maxlength="400">'
        f"<small>{escape(hint)}</small></label>"
    )


def page(title: str, body: str, *, head: str = "", mark: str = "") -> str:
    """A whole page around its body."""
    return (
        f'<!doctype html><html lang="{spoken()}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{STYLE}</style>{head}</head>"
        f"<body><main{mark}><h1>{escape(title)}</h1>{body}</main></body></html>"
    )
