"""Names of methods that belong to many other objects."""
import collections
import hashlib
import pathlib
import shutil
from collections import abc

digest = hashlib.sha256()
digest.update(b"x")
words = collections.Counter("some words".split())
words.update(["more"])
letters = {"a", "b"}
letters.remove("a")
path = pathlib.Path("x")
queue = collections.deque()
queue.insert(0, path)
text = "x".count("x") + [1].count(1) + queue.count(path)
shutil.copy("a", "b")
assert isinstance(words, abc.Mapping)


class Picture:
    def save(self, target):
        return target

    def group(self):
        return self

    host = port = None


picture = Picture()
picture.save("x")
picture.group().save(picture.host or picture.port)
