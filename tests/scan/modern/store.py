"""A data layer with types."""
from __future__ import annotations

from typing import Any, Optional

from bson import ObjectId
from pymongo import MongoClient, ReturnDocument
from pymongo.collection import Collection
from pymongo.database import Database
from pymongo.errors import DuplicateKeyError, NotPrimaryError


class Store:
    def __init__(self, database: Database[dict[str, Any]]) -> None:
        self.database = database
        self.items: list[Any] = []

    @property
    def things(self) -> Collection[dict[str, Any]]:
        return self.database["things"]

    def insert(self, thing: dict[str, Any]) -> ObjectId:
        self.items.insert(0, thing)
        return self.things.insert_one(thing).inserted_id

    def remove(self, thing: dict[str, Any]) -> None:
        self.items.remove(thing)

    def update(self, thing_id: ObjectId, **fields: Any) -> Optional[dict[str, Any]]:
        return self.things.find_one_and_update(
            {"_id": thing_id}, {"$set": fields}, return_document=ReturnDocument.AFTER)

    def save(self, thing: dict[str, Any]) -> None:
        try:
            self.things.replace_one({"_id": thing["_id"]}, thing, upsert=True)
        except (DuplicateKeyError, NotPrimaryError):
            thing.update(lost=True)


with MongoClient("localhost", maxPoolSize=10, wTimeoutMS=5) as client:
    store = Store(client.library)
    store.insert({})
    store.save({"_id": 1})
    store.remove({})
    store.update(ObjectId(), name="x")
    client.list_database_names()
    client.library.list_collection_names(filter={"name": "x"})
