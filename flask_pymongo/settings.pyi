from collections.abc import Mapping
from typing import Any, NamedTuple

from flask import Flask
from pymongo.read_preferences import _ServerMode  # the driver has no public name for "any read preference"

from .profiles import Profile

KEYS: tuple[str, ...]
JSON_FORMATS: tuple[str, ...]

class Settings(NamedTuple):
    prefix: str
    server_key: str
    uri: str | None
    hosts: tuple[str, ...]
    dbname: str | None
    username: str | None
    password: str | None
    auth_source: str | None
    auth_mechanism: str | None
    tls: bool | None
    tls_ca_file: str | None
    tls_certificate_key_file: str | None
    tls_certificate_key_file_password: str | None
    tls_crl_file: str | None
    tls_allow_invalid_certificates: bool | None
    tls_allow_invalid_hostnames: bool | None
    replica_set: str | None
    read_preference: _ServerMode | int | str | None
    auto_start_request: bool
    max_pool_size: int | None
    socket_timeout_ms: int | None
    connect_timeout_ms: int | None
    server_selection_timeout_ms: int | None
    document_class: type[Mapping[str, Any]] | None
    connect: bool | None
    json: str
    strict: bool | None
    api: str
    client_options: dict[str, Any]
    @property
    def profile(self) -> Profile: ...
    @property
    def tz_aware(self) -> bool: ...

def unknown_keys(app: Flask, prefix: str) -> list[tuple[str, str]]: ...
def warn_of_unknown_keys(app: Flask, prefix: str) -> None: ...
def check_database_name(name: str, key: str, is_app_name: bool) -> None: ...
def profile_of(app: Flask, prefix: str) -> Profile: ...
def read(app: Flask, prefix: str, uri: str | None = None,
         client_options: Mapping[str, Any] | None = None) -> Settings: ...
