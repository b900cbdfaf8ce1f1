"""The asynchronous half of PyMongo, and a match statement."""
import asyncio

from pymongo import AsyncMongoClient


async def main(*names):
    client = AsyncMongoClient()
    async with client.start_session() as session:
        async for found in client.shop.things.find({"a": 1}, session=session):
            match found:
                case {"name": str(name), **rest}:
                    rest.update(name=name)
                case [first, *_]:
                    print(f"{first!r}")
    return [await client.shop[name].count_documents({}) for name in names]


asyncio.run(main())
