from collections.abc import Callable, Iterable, Mapping, MutableMapping, Sequence
from typing import Any, ClassVar, Literal, Protocol, SupportsIndex, TypedDict, overload

import pymongo.collection
import pymongo.cursor
import pymongo.database
import pymongo.mongo_client
from bson.code import Code
from bson.codec_options import CodecOptions, TypeRegistry
from pymongo.client_options import ClientOptions
from pymongo.client_session import ClientSession
from pymongo.collation import Collation
from pymongo.command_cursor import CommandCursor
from pymongo.errors import InvalidName
from pymongo.read_concern import ReadConcern
from pymongo.read_preferences import _ServerMode  # the driver has no public name for "any read preference"
from pymongo.topology_description import TopologyDescription
from pymongo.write_concern import WriteConcern
from typing_extensions import Self, TypeAlias, Unpack, deprecated

from .compat.aggregate import AggregateResult
from .compat.legacy.bulk import BulkOperationBuilder

__all__ = ['Collection', 'Connection', 'Cursor', 'Database', 'MongoClient', 'MongoReplicaSetClient',
           'ReplicaSetConnection']

_Names: TypeAlias = list[str]
_Document: TypeAlias = dict[str, Any]
_Mapping: TypeAlias = Mapping[str, Any]
_Order: TypeAlias = Sequence[str | tuple[str, int | str | Mapping[str, Any]]] | Mapping[str, Any]
_Keys: TypeAlias = str | _Order
_Projection: TypeAlias = Mapping[str, Any] | Iterable[str]
_DocumentClass: TypeAlias = type[Mapping[str, Any]]
_Collation: TypeAlias = Mapping[str, Any] | Collation
# None only where the caller asked for no answer, or may well know that there is one: no check of None is demanded.
_MaybeNone: TypeAlias = Any

class _WriteConcernOptions(TypedDict, total=False):
    w: int | str
    wtimeout: int
    j: bool
    fsync: bool

class _FindOptions(TypedDict, total=False):
    projection: _Projection | None
    no_cursor_timeout: bool
    cursor_type: int
    allow_partial_results: bool
    oplog_replay: bool
    modifiers: _Mapping
    network_timeout: float | None
    batch_size: int
    collation: _Collation | None
    hint: _Keys | None
    max_time_ms: int | None
    max: _Order | None
    min: _Order | None
    return_key: bool | None
    show_record_id: bool | None
    comment: Any
    session: ClientSession | None
    allow_disk_use: bool | None
    let: _Mapping | None

class _FilterAndFindOptions(_FindOptions, total=False):
    filter: _Mapping | None

class _IdAndFindOptions(_FindOptions, total=False):
    filter: Any

class _SONManipulator(Protocol):
    def will_copy(self) -> bool: ...
    def transform_incoming(self, son: Any, collection: Any, /) -> Any: ...
    def transform_outgoing(self, son: Any, collection: Any, /) -> Any: ...

# The dict of 2.x and the driver's own class at once.
class _LiveWriteConcern(WriteConcern, dict[str, Any]):  # type: ignore[misc]
    def __bool__(self) -> bool: ...

# The settings that each client, database and collection has of its own.
class _Settings:
    @property
    @deprecated('the attribute safe is a legacy name (gone from PyMongo 3.0); '
                'the modern equivalent is with_options(write_concern=...)')
    def safe(self) -> bool: ...
    @safe.setter
    @deprecated('the attribute safe is a legacy name (gone from PyMongo 3.0); '
                'the modern equivalent is with_options(write_concern=...)')
    def safe(self, safe: bool) -> None: ...
    @property
    @deprecated('slave_okay is a legacy name (gone from PyMongo 3.0); '
                'the modern equivalent is with_options(read_preference=...)')
    def slave_okay(self) -> bool: ...
    @slave_okay.setter
    @deprecated('slave_okay is a legacy name (gone from PyMongo 3.0); '
                'the modern equivalent is with_options(read_preference=...)')
    def slave_okay(self, slave_okay: bool) -> None: ...
    @property
    @deprecated('tag_sets is a legacy name (gone from PyMongo 3.0); '
                'the modern equivalent is a read preference with tag sets')
    def tag_sets(self) -> list[dict[str, Any]]: ...
    @tag_sets.setter
    @deprecated('tag_sets is a legacy name (gone from PyMongo 3.0); '
                'the modern equivalent is a read preference with tag sets')
    def tag_sets(self, tag_sets: list[dict[str, Any]] | None) -> None: ...
    @property
    @deprecated('secondary_acceptable_latency_ms is a legacy name (gone from PyMongo 3.0); '
                'the modern equivalent is the option localThresholdMS of the client')
    def secondary_acceptable_latency_ms(self) -> float: ...
    @secondary_acceptable_latency_ms.setter
    @deprecated('secondary_acceptable_latency_ms is a legacy name (gone from PyMongo 3.0); '
                'the modern equivalent is the option localThresholdMS of the client')
    def secondary_acceptable_latency_ms(self, latency: float) -> None: ...
    @property
    @deprecated('uuid_subtype is a legacy name (gone from PyMongo 3.0); '
                'the modern equivalent is with_options(codec_options=...)')
    def uuid_subtype(self) -> int: ...
    @uuid_subtype.setter
    @deprecated('uuid_subtype is a legacy name (gone from PyMongo 3.0); '
                'the modern equivalent is with_options(codec_options=...)')
    def uuid_subtype(self, subtype: int) -> None: ...
    @property
    def read_preference(self) -> _ServerMode: ...
    @read_preference.setter
    @deprecated('to set read_preference is a legacy name (gone from PyMongo 3.0); '
                'the modern equivalent is with_options(read_preference=...)')
    def read_preference(self, preference: _ServerMode | int | str) -> None: ...
    @property
    def write_concern(self) -> _LiveWriteConcern: ...
    @write_concern.setter
    @deprecated('to set write_concern is a legacy name (gone from PyMongo 3.0); '
                'the modern equivalent is with_options(write_concern=...)')
    def write_concern(self, concern: _Mapping | WriteConcern) -> None: ...
    @deprecated('set_lasterror_options is a legacy name (gone from PyMongo 3.0); '
                'the modern equivalent is with_options(write_concern=...)')
    def set_lasterror_options(self, **kwargs: Unpack[_WriteConcernOptions]) -> None: ...
    @deprecated('get_lasterror_options is a legacy name (gone from PyMongo 3.0); '
                'the modern equivalent is write_concern.document')
    def get_lasterror_options(self) -> _Document: ...
    @deprecated('unset_lasterror_options is a legacy name (gone from PyMongo 3.0); '
                'the modern equivalent is with_options(write_concern=...)')
    def unset_lasterror_options(self, *options: str) -> None: ...

class _Request:
    def end(self) -> None: ...
    def __enter__(self) -> Self: ...
    def __exit__(self, exc_type: object, exc_value: object, traceback: object) -> None: ...

# Any name is a stored function.
class _SystemJS:
    def __getattr__(self, name: str) -> Callable[..., Any]: ...
    def __getitem__(self, name: str) -> Callable[..., Any]: ...
    def __setattr__(self, name: str, code: str) -> None: ...
    def __setitem__(self, name: str, code: str) -> None: ...
    def __delattr__(self, name: str) -> None: ...
    def __delitem__(self, name: str) -> None: ...
    @deprecated('SystemJS.list is a legacy name (gone from PyMongo 4.0); '
                "the modern equivalent is db['system.js'].find()")
    def list(self) -> _Names: ...

class Cursor(pymongo.cursor.Cursor[_Document]):
    @property
    def collection(self) -> Collection: ...
    @deprecated('Cursor.count is a legacy name (gone from PyMongo 4.0); '
                'the modern equivalent is Collection.count_documents')
    def count(self, with_limit_and_skip: bool = False) -> int: ...
    @property
    @deprecated('Cursor.conn_id is a legacy name (gone from PyMongo 3.0); the modern equivalent is address')
    def conn_id(self) -> tuple[str, int | None] | None: ...
    def min(self, spec: _Order) -> Self: ...
    def max(self, spec: _Order) -> Self: ...
    def explain(self) -> _Document: ...
    # Declared again for the drivers whose own cursors have no types, or lose the class on the way.
    def skip(self, skip: int) -> Self: ...
    def limit(self, limit: int) -> Self: ...
    def sort(self, key_or_list: _Keys, direction: int | str | None = None) -> Self: ...
    def hint(self, index: _Keys | None) -> Self: ...
    def where(self, code: str | Code) -> Self: ...
    def collation(self, collation: _Collation | None) -> Self: ...
    def max_time_ms(self, max_time_ms: int | None) -> Self: ...
    @deprecated('Cursor.max_scan is a legacy name (gone from PyMongo 4.0); the modern equivalent is limit')
    def max_scan(self, max_scan: int | None) -> Self: ...
    def batch_size(self, batch_size: int) -> Self: ...
    def add_option(self, mask: int) -> Self: ...
    def rewind(self) -> Self: ...
    def clone(self) -> Self: ...
    def distinct(self, key: str) -> list[Any]: ...
    def to_list(self, length: int | None = None) -> list[_Document]: ...
    def next(self) -> _Document: ...
    def __next__(self) -> _Document: ...
    def __iter__(self) -> Self: ...
    def __enter__(self) -> Self: ...
    @overload
    def __getitem__(self, index: int) -> _Document: ...
    @overload
    def __getitem__(self, index: slice[SupportsIndex | None]) -> Self: ...
    def __copy__(self) -> Self: ...
    def __deepcopy__(self, memo: Any) -> Self: ...

class Collection(_Settings, pymongo.collection.Collection[_Document]):
    @property
    def database(self) -> Database: ...
    # Said again: where the driver has no types, __getattr__ would make children of these.
    @property
    def name(self) -> str: ...
    @property
    def full_name(self) -> str: ...
    @property
    def codec_options(self) -> CodecOptions[Any]: ...
    @property
    def read_concern(self) -> ReadConcern: ...
    # A method that does not exist is a sub-collection, and calling it an error. Where the driver has types this is one
    # for type checkers, too; where it has none, its methods are found by __getattr__ and must be callable.
    __call__: ClassVar[InvalidName]  # type: ignore[assignment]
    def __bool__(self) -> bool: ...  # type: ignore[override]
    def __getattr__(self, name: str) -> Collection: ...
    def __getitem__(self, name: str) -> Collection: ...
    def with_options(  # type: ignore[override]
        self, codec_options: CodecOptions[Any] | None = None, read_preference: _ServerMode | None = None,
        write_concern: WriteConcern | None = None, read_concern: ReadConcern | None = None) -> Collection: ...

    # Writing
    @overload
    @deprecated('Collection.insert is a legacy name (gone from PyMongo 4.0); '
                'the modern equivalent is insert_one or insert_many')
    def insert(self, doc_or_docs: MutableMapping[str, Any], manipulate: bool = True, safe: bool | None = None,
               check_keys: bool = True, continue_on_error: bool = False,
               **kwargs: Unpack[_WriteConcernOptions]) -> Any: ...
    @overload
    @deprecated('Collection.insert is a legacy name (gone from PyMongo 4.0); '
                'the modern equivalent is insert_one or insert_many')
    def insert(self, doc_or_docs: Iterable[MutableMapping[str, Any]], manipulate: bool = True,
               safe: bool | None = None, check_keys: bool = True, continue_on_error: bool = False,
               **kwargs: Unpack[_WriteConcernOptions]) -> list[Any]: ...
    @deprecated('Collection.save is a legacy name (gone from PyMongo 4.0); '
                'the modern equivalent is insert_one or replace_one(..., upsert=True)')
    def save(self, to_save: MutableMapping[str, Any], manipulate: bool = True, safe: bool | None = None,
             check_keys: bool = True, **kwargs: Unpack[_WriteConcernOptions]) -> Any: ...
    @deprecated('Collection.update is a legacy name (gone from PyMongo 4.0); '
                'the modern equivalent is update_one, update_many or replace_one')
    def update(self, spec: _Mapping, document: _Mapping, upsert: bool = False, manipulate: bool = False,
               safe: bool | None = None, multi: bool = False, check_keys: bool = True,
               **kwargs: Unpack[_WriteConcernOptions]) -> _Document | _MaybeNone: ...
    @deprecated('Collection.remove is a legacy name (gone from PyMongo 4.0); '
                'the modern equivalent is delete_many or delete_one')
    def remove(self, spec_or_id: Any = None, safe: bool | None = None, multi: bool = True,
               **kwargs: Unpack[_WriteConcernOptions]) -> _Document | _MaybeNone: ...
    # Further keywords are fields of the command: `new`, `remove` and whatever the server takes.
    @deprecated('Collection.find_and_modify is a legacy name (gone from PyMongo 4.0); '
                'the modern equivalent is find_one_and_update, find_one_and_replace or find_one_and_delete')
    def find_and_modify(self, query: _Mapping | None = None, update: _Mapping | None = None, upsert: bool = False,
                        sort: _Order | None = None, full_response: bool = False, manipulate: bool = False,
                        fields: _Projection | None = None, *, new: bool = ..., remove: bool = ...,
                        **kwargs: Any) -> _Document | _MaybeNone: ...

    @deprecated('Collection.initialize_ordered_bulk_op is a legacy name (gone from PyMongo 4.0); '
                'the modern equivalent is bulk_write')
    def initialize_ordered_bulk_op(self, bypass_document_validation: bool = False) -> BulkOperationBuilder: ...
    @deprecated('Collection.initialize_unordered_bulk_op is a legacy name (gone from PyMongo 4.0); '
                'the modern equivalent is bulk_write with ordered=False')
    def initialize_unordered_bulk_op(self, bypass_document_validation: bool = False) -> BulkOperationBuilder: ...

    # Reading
    def find(self, spec: _Mapping | None = None, fields: _Projection | None = None, skip: int = 0, limit: int = 0,
             timeout: bool = True, snapshot: bool = False, tailable: bool = False, sort: _Order | None = None,
             max_scan: int | None = None, as_class: _DocumentClass | None = None, slave_okay: bool = False,
             await_data: bool = False, partial: bool = False, manipulate: bool = True,
             read_preference: _ServerMode | int | str | None = None, tag_sets: Sequence[_Mapping] | None = None,
             secondary_acceptable_latency_ms: int | None = None, exhaust: bool = False, compile_re: bool = True,
             **kwargs: Unpack[_FilterAndFindOptions]) -> Cursor: ...
    def find_one(  # type: ignore[override]
        self, spec_or_id: Any = None, fields: _Projection | None = None, skip: int = 0, limit: int = -1,
        timeout: bool = True, snapshot: bool = False, tailable: bool = False, sort: _Order | None = None,
        max_scan: int | None = None, as_class: _DocumentClass | None = None, slave_okay: bool = False,
        await_data: bool = False, partial: bool = False, manipulate: bool = True,
        read_preference: _ServerMode | int | str | None = None, tag_sets: Sequence[_Mapping] | None = None,
        secondary_acceptable_latency_ms: int | None = None, exhaust: bool = False, compile_re: bool = True,
        **kwargs: Unpack[_IdAndFindOptions]) -> _Document | None: ...
    def find_one_or_404(
        self, spec_or_id: Any = None, fields: _Projection | None = None, skip: int = 0, limit: int = -1,
        timeout: bool = True, snapshot: bool = False, tailable: bool = False, sort: _Order | None = None,
        max_scan: int | None = None, as_class: _DocumentClass | None = None, slave_okay: bool = False,
        await_data: bool = False, partial: bool = False, manipulate: bool = True,
        read_preference: _ServerMode | int | str | None = None, tag_sets: Sequence[_Mapping] | None = None,
        secondary_acceptable_latency_ms: int | None = None, exhaust: bool = False, compile_re: bool = True,
        **kwargs: Unpack[_IdAndFindOptions]) -> _Document: ...
    @deprecated('Collection.count is a legacy name (gone from PyMongo 4.0); '
                'the modern equivalent is count_documents or estimated_document_count')
    def count(self, filter: _Mapping | None = None, session: ClientSession | None = None, **kwargs: Any) -> int: ...
    # Who names one of these asks for the driver's own cursor.
    @overload  # type: ignore[override]
    def aggregate(self, pipeline: _Mapping | Sequence[_Mapping], *, cursor: _Mapping | None,
                  **kwargs: Any) -> CommandCursor[_Document]: ...
    @overload
    def aggregate(self, pipeline: _Mapping | Sequence[_Mapping], *, batchSize: int,
                  **kwargs: Any) -> CommandCursor[_Document]: ...
    @overload
    def aggregate(self, pipeline: _Mapping | Sequence[_Mapping], *, maxAwaitTimeMS: int,
                  **kwargs: Any) -> CommandCursor[_Document]: ...
    @overload
    def aggregate(self, pipeline: _Mapping | Sequence[_Mapping], session: ClientSession | None,
                  **kwargs: Any) -> CommandCursor[_Document]: ...
    @overload
    def aggregate(self, pipeline: _Mapping | Sequence[_Mapping], **kwargs: Any) -> AggregateResult: ...

    @deprecated('Collection.group is a legacy name (gone from PyMongo 4.0); '
                "the modern equivalent is aggregate with '$group'")
    def group(self, key: Iterable[str] | str | None, condition: _Mapping | None, initial: _Mapping, reduce: str,
              finalize: str | None = None, **kwargs: Any) -> list[Any]: ...
    # With `full_response`, or if `out` is inline, the server's answer.
    @deprecated('Collection.map_reduce is a legacy name (gone from PyMongo 4.0); the modern equivalent is aggregate')
    def map_reduce(self, map: str, reduce: str, out: str | _Mapping, full_response: bool = False,
                   **kwargs: Any) -> Any: ...
    @overload
    @deprecated('Collection.inline_map_reduce is a legacy name (gone from PyMongo 4.0); '
                'the modern equivalent is aggregate')
    def inline_map_reduce(self, map: str, reduce: str, full_response: Literal[False] = False,
                          **kwargs: Any) -> list[_Document]: ...
    @overload
    @deprecated('Collection.inline_map_reduce is a legacy name (gone from PyMongo 4.0); '
                'the modern equivalent is aggregate')
    def inline_map_reduce(self, map: str, reduce: str, full_response: bool, **kwargs: Any) -> Any: ...
    @deprecated('Collection.parallel_scan is a legacy name (gone from PyMongo 4.0); the modern equivalent is find')
    def parallel_scan(self, num_cursors: int, **kwargs: Any) -> list[CommandCursor[_Document]]: ...

    def rename(self, new_name: str, session: ClientSession | None = None,  # type: ignore[override]
               **kwargs: Any) -> None: ...

    # Indexes
    @deprecated('Collection.reindex is a legacy name (gone from PyMongo 4.0); '
                "the modern equivalent is database.command('reIndex', name)")
    def reindex(self, session: ClientSession | None = None, **kwargs: Any) -> _Document: ...
    @overload  # type: ignore[override]
    def create_index(self, keys: _Keys, cache_for: float | ClientSession | None = None,
                     **kwargs: Any) -> str: ...
    @overload
    def create_index(self, *, key_or_list: _Keys, **kwargs: Any) -> str: ...
    @deprecated('Collection.ensure_index is a legacy name (gone from PyMongo 4.0); '
                'the modern equivalent is create_index')
    def ensure_index(self, key_or_list: _Keys, cache_for: float = 300, **kwargs: Any) -> str | None: ...

class Database(_Settings, pymongo.database.Database[_Document]):
    # Of a Connection it is that, which has the same methods.
    @property
    def client(self) -> MongoClient: ...
    @property
    @deprecated('Database.connection is a legacy name (gone from PyMongo 3.0); the modern equivalent is client')
    def connection(self) -> MongoClient: ...
    # Said again: where the driver has no types, __getattr__ would make children of these.
    @property
    def name(self) -> str: ...
    @property
    def codec_options(self) -> CodecOptions[Any]: ...
    @property
    def read_concern(self) -> ReadConcern: ...
    def __bool__(self) -> bool: ...  # type: ignore[override]
    def __getattr__(self, name: str) -> Collection: ...
    def __getitem__(self, name: str) -> Collection: ...
    def get_collection(
        self, name: str, codec_options: CodecOptions[Any] | None = None, read_preference: _ServerMode | None = None,
        write_concern: WriteConcern | None = None, read_concern: ReadConcern | None = None) -> Collection: ...
    def with_options(  # type: ignore[override]
        self, codec_options: CodecOptions[Any] | None = None, read_preference: _ServerMode | None = None,
        write_concern: WriteConcern | None = None, read_concern: ReadConcern | None = None) -> Database: ...
    def create_collection(
        self, name: str, codec_options: CodecOptions[Any] | None = None, read_preference: _ServerMode | None = None,
        write_concern: WriteConcern | None = None, read_concern: ReadConcern | None = None,
        session: ClientSession | None = None, check_exists: bool | None = True, **kwargs: Any) -> Collection: ...
    @deprecated('Database.collection_names is a legacy name (gone from PyMongo 4.0); '
                'the modern equivalent is list_collection_names')
    def collection_names(self, include_system_collections: bool = True,
                         session: ClientSession | None = None) -> list[str]: ...
    # Further keywords are fields of the command.
    def command(  # type: ignore[override]
        self, command: str | MutableMapping[str, Any], value: Any = 1, check: bool = True,
        allowable_errors: Sequence[str | int] | None = None, *args: Any, **kwargs: Any) -> _Document: ...
    @deprecated('Database.eval is a legacy name (gone from PyMongo 4.0); '
                'the modern equivalent is code of your own, or $function in an aggregation')
    def eval(self, code: str, *args: Any) -> Any: ...
    @property
    @deprecated("Database.system_js is a legacy name (gone from PyMongo 4.0); the modern equivalent is db['system.js']")
    def system_js(self) -> _SystemJS: ...
    @deprecated('Database.error is a legacy name (gone from PyMongo 4.0); the modern equivalent is acknowledged writes')
    def error(self) -> _Document | None: ...
    @deprecated('Database.last_status is a legacy name (gone from PyMongo 4.0); '
                'the modern equivalent is the result of the write')
    def last_status(self) -> _Document: ...
    @deprecated('Database.previous_error is a legacy name (gone from PyMongo 4.0); '
                'the modern equivalent is acknowledged writes')
    def previous_error(self) -> _Document | None: ...
    @deprecated('Database.reset_error_history is a legacy name (gone from PyMongo 4.0); '
                'the modern equivalent is acknowledged writes')
    def reset_error_history(self) -> None: ...
    @deprecated('Database.profiling_level is a legacy name (gone from PyMongo 4.0); '
                "the modern equivalent is command('profile', -1)")
    def profiling_level(self, session: ClientSession | None = None) -> int: ...
    @deprecated('Database.set_profiling_level is a legacy name (gone from PyMongo 4.0); '
                "the modern equivalent is command('profile', level)")
    def set_profiling_level(self, level: int, slow_ms: int | None = None, session: ClientSession | None = None,
                            **kwargs: Any) -> None: ...
    @deprecated('Database.profiling_info is a legacy name (gone from PyMongo 4.0); '
                "the modern equivalent is db['system.profile'].find()")
    def profiling_info(self, session: ClientSession | None = None) -> list[_Document]: ...
    @deprecated('Database.current_op is a legacy name (gone from PyMongo 4.0); '
                "the modern equivalent is client.admin.command('currentOp')")
    def current_op(self, include_all: bool = False, session: ClientSession | None = None) -> _Document: ...
    @deprecated('Database.add_son_manipulator is a legacy name (gone from PyMongo 4.0); '
                'the modern equivalent is a transformation of your own')
    def add_son_manipulator(self, manipulator: _SONManipulator) -> None: ...
    @property
    @deprecated('Database.incoming_manipulators is a legacy name (gone from PyMongo 4.0); '
                'the modern equivalent is a transformation of your own')
    def incoming_manipulators(self) -> list[str]: ...
    @property
    @deprecated('Database.incoming_copying_manipulators is a legacy name (gone from PyMongo 4.0); '
                'the modern equivalent is a transformation of your own')
    def incoming_copying_manipulators(self) -> list[str]: ...
    @property
    @deprecated('Database.outgoing_manipulators is a legacy name (gone from PyMongo 4.0); '
                'the modern equivalent is a transformation of your own')
    def outgoing_manipulators(self) -> list[str]: ...
    @property
    @deprecated('Database.outgoing_copying_manipulators is a legacy name (gone from PyMongo 4.0); '
                'the modern equivalent is a transformation of your own')
    def outgoing_copying_manipulators(self) -> list[str]: ...
    @deprecated('Database.authenticate is a legacy name (gone from PyMongo 4.0); '
                'the modern equivalent is the username and password of the client')
    def authenticate(self, name: str, password: str | None = None, source: str | None = None,
                     mechanism: str = 'DEFAULT', **kwargs: Any) -> bool: ...
    @deprecated('Database.logout is a legacy name (gone from PyMongo 4.0); the modern equivalent is MongoClient.close')
    def logout(self) -> None: ...
    @deprecated('Database.add_user is a legacy name (gone from PyMongo 4.0); '
                "the modern equivalent is command('createUser', ...)")
    def add_user(self, name: str, password: str | None = None, read_only: bool | None = None,
                 **kwargs: Any) -> None: ...
    @deprecated('Database.remove_user is a legacy name (gone from PyMongo 4.0); '
                "the modern equivalent is command('dropUser', ...)")
    def remove_user(self, name: str, session: Any = ...) -> None: ...

class _Client(_Settings, pymongo.mongo_client.MongoClient[_Document]):
    @property
    @deprecated('MongoClient.host is a legacy name (gone from PyMongo 3.0); the modern equivalent is address[0]')
    def host(self) -> str | None: ...
    @property
    @deprecated('MongoClient.port is a legacy name (gone from PyMongo 3.0); the modern equivalent is address[1]')
    def port(self) -> int | None: ...
    @property
    @deprecated('MongoClient.document_class is a legacy name (gone from PyMongo 3.0); '
                'the modern equivalent is codec_options.document_class')
    def document_class(self) -> _DocumentClass: ...
    @document_class.setter
    @deprecated('MongoClient.document_class is a legacy name (gone from PyMongo 3.0); '
                'the modern equivalent is codec_options.document_class')
    def document_class(self, document_class: _DocumentClass) -> None: ...
    @property
    @deprecated('MongoClient.tz_aware is a legacy name (gone from PyMongo 3.0); '
                'the modern equivalent is codec_options.tz_aware')
    def tz_aware(self) -> bool: ...
    @property
    @deprecated('MongoClient.max_pool_size is a legacy name (gone from PyMongo 4.0); '
                'the modern equivalent is options.pool_options.max_pool_size')
    def max_pool_size(self) -> int | None: ...
    @deprecated('MongoClient.get_document_class is a legacy name (gone from PyMongo 3.0); '
                'the modern equivalent is codec_options.document_class')
    def get_document_class(self) -> _DocumentClass: ...
    @deprecated('MongoClient.set_document_class is a legacy name (gone from PyMongo 3.0); '
                'the modern equivalent is with_options(codec_options=...)')
    def set_document_class(self, klass: _DocumentClass) -> None: ...
    @property
    @deprecated('MongoClient.auto_start_request is a legacy name (gone from PyMongo 3.0); '
                'the modern equivalent is acknowledged writes')
    def auto_start_request(self) -> bool: ...
    @property
    @deprecated('MongoClient.use_greenlets is a legacy name (gone from PyMongo 3.0); '
                "the modern equivalent is gevent's monkey-patching")
    def use_greenlets(self) -> bool: ...
    @deprecated('MongoClient.start_request is a legacy name (gone from PyMongo 3.0); '
                'the modern equivalent is acknowledged writes')
    def start_request(self) -> _Request: ...
    @deprecated('MongoClient.in_request is a legacy name (gone from PyMongo 3.0); '
                'the modern equivalent is acknowledged writes')
    def in_request(self) -> bool: ...
    @deprecated('MongoClient.end_request is a legacy name (gone from PyMongo 3.0); '
                'the modern equivalent is acknowledged writes')
    def end_request(self) -> None: ...
    @property
    @deprecated('MongoClient.local_threshold_ms is a legacy name (gone from PyMongo 4.0); '
                'the modern equivalent is options.local_threshold_ms')
    def local_threshold_ms(self) -> int: ...
    @property
    @deprecated('MongoClient.max_idle_time_ms is a legacy name (gone from PyMongo 4.0); '
                'the modern equivalent is options.pool_options.max_idle_time_seconds')
    def max_idle_time_ms(self) -> int | None: ...
    @property
    @deprecated('MongoClient.min_pool_size is a legacy name (gone from PyMongo 4.0); '
                'the modern equivalent is options.pool_options.min_pool_size')
    def min_pool_size(self) -> int: ...
    @property
    @deprecated('MongoClient.retry_writes is a legacy name (gone from PyMongo 4.0); '
                'the modern equivalent is options.retry_writes')
    def retry_writes(self) -> bool: ...
    @property
    @deprecated('MongoClient.retry_reads is a legacy name (gone from PyMongo 4.0); '
                'the modern equivalent is options.retry_reads')
    def retry_reads(self) -> bool: ...
    @property
    @deprecated('MongoClient.server_selection_timeout is a legacy name (gone from PyMongo 4.0); '
                'the modern equivalent is options.server_selection_timeout')
    def server_selection_timeout(self) -> float: ...
    @property
    @deprecated('MongoClient.event_listeners is a legacy name (gone from PyMongo 4.0); '
                'the modern equivalent is options.event_listeners')
    def event_listeners(self) -> list[Any]: ...
    @property
    @deprecated('MongoClient.max_bson_size is a legacy name (gone from PyMongo 4.0); '
                "the modern equivalent is admin.command('hello')['maxBsonObjectSize']")
    def max_bson_size(self) -> int: ...
    @property
    @deprecated('MongoClient.max_message_size is a legacy name (gone from PyMongo 4.0); '
                "the modern equivalent is admin.command('hello')['maxMessageSizeBytes']")
    def max_message_size(self) -> int: ...
    @property
    @deprecated('MongoClient.max_write_batch_size is a legacy name (gone from PyMongo 4.0); '
                "the modern equivalent is admin.command('hello')['maxWriteBatchSize']")
    def max_write_batch_size(self) -> int: ...
    @property
    @deprecated('MongoClient.min_wire_version is a legacy name (gone from PyMongo 3.0); '
                "the modern equivalent is admin.command('hello')['minWireVersion']")
    def min_wire_version(self) -> int: ...
    @property
    @deprecated('MongoClient.max_wire_version is a legacy name (gone from PyMongo 3.0); '
                "the modern equivalent is admin.command('hello')['maxWireVersion']")
    def max_wire_version(self) -> int: ...
    @deprecated('MongoClient.fsync is a legacy name (gone from PyMongo 4.0); '
                "the modern equivalent is admin.command('fsync')")
    def fsync(self, **kwargs: Any) -> None: ...
    @deprecated('MongoClient.unlock is a legacy name (gone from PyMongo 4.0); '
                "the modern equivalent is admin.command('fsyncUnlock')")
    def unlock(self, session: ClientSession | None = None) -> None: ...
    @property
    @deprecated('MongoClient.is_locked is a legacy name (gone from PyMongo 4.0); '
                "the modern equivalent is admin.command('currentOp')")
    def is_locked(self) -> bool: ...
    @deprecated('MongoClient.copy_database is a legacy name (gone from PyMongo 3.0); '
                'the modern equivalent is mongodump and mongorestore')
    def copy_database(self, from_name: str, to_name: str, from_host: str | None = None, username: str | None = None,
                      password: str | None = None, mechanism: str = 'DEFAULT') -> None: ...
    @deprecated('MongoClient.set_cursor_manager is a legacy name (gone from PyMongo 4.0); '
                'the modern equivalent is nothing: it has no effect any more')
    def set_cursor_manager(self, manager_class: type[Any]) -> None: ...
    @deprecated('MongoClient.close_cursor is a legacy name (gone from PyMongo 4.0); '
                'the modern equivalent is cursor.close()')
    def close_cursor(self, cursor_id: int, address: Any = None) -> None: ...
    @deprecated('MongoClient.kill_cursors is a legacy name (gone from PyMongo 4.0); '
                'the modern equivalent is cursor.close()')
    def kill_cursors(self, cursor_ids: list[int], address: Any = None) -> None: ...
    # Said again: where the driver has no types, __getattr__ would make children of these.
    @property
    def address(self) -> tuple[str, int] | None: ...
    @property
    def primary(self) -> tuple[str, int] | None: ...
    @property
    def secondaries(self) -> set[tuple[str, int | None]]: ...
    @property
    def arbiters(self) -> set[tuple[str, int | None]]: ...
    @property
    def nodes(self) -> frozenset[tuple[str, int | None]]: ...
    @property
    def is_primary(self) -> bool: ...
    @property
    def is_mongos(self) -> bool: ...
    @property
    def options(self) -> ClientOptions: ...
    @property
    def topology_description(self) -> TopologyDescription: ...
    @property
    def codec_options(self) -> CodecOptions[Any]: ...
    @property
    def read_concern(self) -> ReadConcern: ...
    def __getattr__(self, name: str) -> Database: ...
    def __getitem__(self, name: str) -> Database: ...
    def __enter__(self) -> Self: ...
    def get_database(
        self, name: str | None = None, codec_options: CodecOptions[Any] | None = None,
        read_preference: _ServerMode | None = None, write_concern: WriteConcern | None = None,
        read_concern: ReadConcern | None = None) -> Database: ...
    def get_default_database(
        self, default: str | None = None, codec_options: CodecOptions[Any] | None = None,
        read_preference: _ServerMode | None = None, write_concern: WriteConcern | None = None,
        read_concern: ReadConcern | None = None) -> Database: ...
    @deprecated('MongoClient.database_names is a legacy name (gone from PyMongo 4.0); '
                'the modern equivalent is list_database_names')
    def database_names(self, session: ClientSession | None = None) -> list[str]: ...
    @deprecated('MongoClient.alive is a legacy name (gone from PyMongo 3.0); '
                "the modern equivalent is admin.command('ping')")
    def alive(self) -> bool: ...
    @deprecated('MongoClient.disconnect is a legacy name (gone from PyMongo 3.0); the modern equivalent is close')
    def disconnect(self) -> None: ...
    def close(self) -> None: ...

class MongoClient(_Client):
    @overload
    def __init__(self, host: str | Sequence[str] | None = None, port: int | None = None,
                 max_pool_size: int | None = ..., document_class: _DocumentClass = ..., tz_aware: bool = ...,
                 **kwargs: Any) -> None: ...
    # The modern order; the class tells.
    @overload
    def __init__(self, host: str | Sequence[str] | None, port: int | None, document_class: _DocumentClass,
                 tz_aware: bool | None = ..., connect: bool | None = ..., type_registry: TypeRegistry | None = ...,
                 **kwargs: Any) -> None: ...

class MongoReplicaSetClient(_Client):
    def __init__(self, hosts_or_uri: str | Sequence[str] | None = None, max_pool_size: int | None = ...,
                 document_class: _DocumentClass = ..., tz_aware: bool = ..., **kwargs: Any) -> None: ...
    @property
    @deprecated('MongoReplicaSetClient.seeds is a legacy name (gone from PyMongo 4.0); '
                'the modern equivalent is the hosts that you gave')
    def seeds(self) -> frozenset[tuple[str, int | None]]: ...
    @property
    @deprecated('MongoReplicaSetClient.hosts is a legacy name (gone from PyMongo 4.0); the modern equivalent is nodes')
    def hosts(self) -> frozenset[tuple[str, int | None]]: ...
    @deprecated('MongoReplicaSetClient.refresh is a legacy name (gone from PyMongo 3.0); '
                'the modern equivalent is nothing: drivers watch the set all the time')
    def refresh(self, initial: bool = False) -> None: ...

class Connection(_Client):
    def __init__(self, host: str | Sequence[str] | None = None, port: int | None = None,
                 max_pool_size: int | None = ..., network_timeout: float | None = ...,
                 document_class: _DocumentClass = ..., tz_aware: bool = ..., **kwargs: Any) -> None: ...

class ReplicaSetConnection(_Client):
    def __init__(self, hosts_or_uri: str | Sequence[str] | None = None, max_pool_size: int | None = ...,
                 document_class: _DocumentClass = ..., tz_aware: bool = ..., **kwargs: Any) -> None: ...
    @property
    @deprecated('MongoReplicaSetClient.seeds is a legacy name (gone from PyMongo 4.0); '
                'the modern equivalent is the hosts that you gave')
    def seeds(self) -> frozenset[tuple[str, int | None]]: ...
    @property
    @deprecated('MongoReplicaSetClient.hosts is a legacy name (gone from PyMongo 4.0); the modern equivalent is nodes')
    def hosts(self) -> frozenset[tuple[str, int | None]]: ...
    @deprecated('MongoReplicaSetClient.refresh is a legacy name (gone from PyMongo 3.0); '
                'the modern equivalent is nothing: drivers watch the set all the time')
    def refresh(self, initial: bool = False) -> None: ...
