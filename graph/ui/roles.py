"""Who is at the screen: the local user, or with Streamlit's log-in whoever is signed in; and who may edit."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from graph.review.people import LONGEST_NAME, Person, clean_name, local_person, signed_person
from graph.ui import state
from graph.ui.catalogue import t
from graph.ui.frame import escape

_NAME = "person-name"
_FIELD = "person-field"


def login_configured() -> bool:
    """Whether this server asks people to log in: secrets with an [auth] table.

    Secrets that are there and cannot be read count as a log-in that nobody passed.
    """
    if st.secrets.load_if_toml_exists():
        return "auth" in st.secrets
    return any(Path(file).is_file() for file in st.get_option("secrets.files") or ())


def person() -> Person:
    """The person of this session."""
    if not login_configured():
        return local_person(st.session_state.get(_NAME, ""))
    user = st.user.to_dict()
    verified = str(user.get("email_verified", True)).lower() != "false"
    email = user.get("email") if user.get("is_logged_in") else None
    return signed_person(str(email) if email else None, verified=verified, editors=state.settings().editors)


def sign_in() -> Person:
    """What the person needs to be known by: a field for the name, or the log-in; nothing where all is known."""
    one = person()
    if login_configured():
        _login(one)
    elif not one.name:
        with st.container(key="sign", horizontal=True, vertical_alignment="center", gap="small"):
            st.text_input(
                t("person.name"),
                key=_FIELD,
                max_chars=LONGEST_NAME,
                placeholder=t("person.hint"),
                on_change=_keep,
                label_visibility="collapsed",
                width=280,
            )
            st.caption(t("person.why"), width="content")
    else:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.caption(t("person.signed", name=escape(one.name)), width="content")
            st.button(t("person.other"), type="tertiary", key="person-other", on_click=_forget)
    return one


def _keep() -> None:
    st.session_state[_NAME] = clean_name(st.session_state[_FIELD])


def _forget() -> None:
    st.session_state.pop(_NAME, None)


def _login(one: Person) -> None:
    if one.may_edit:
        return
    with st.container(key="sign", border=True):
        st.info(t("person.reader"), icon=":material/visibility:")
        if one.name:
            st.caption(t("person.not_listed"))
            st.button(t("person.logout"), key="person-logout", on_click=st.logout)
        else:
            st.button(t("person.login"), key="person-login", on_click=st.login)
