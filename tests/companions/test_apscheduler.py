"""APScheduler: jobs in a collection survive the program, run when they are due, and go when they are done."""
import datetime
import threading

import pymongo
import pytest
from apscheduler.jobstores.mongodb_store import MongoDBJobStore
from apscheduler.scheduler import Scheduler

ran = []
done = threading.Event()


def job(name, wanted=1):
    ran.append(name)
    if len(ran) >= wanted:
        done.set()


@pytest.fixture
def start(mongodb_host, mongodb_port, database_name):
    started = []

    def make():
        scheduler = Scheduler({'apscheduler.threadpool.max_threads': 2})
        store = MongoDBJobStore(database=database_name, collection='jobs', host=mongodb_host, port=mongodb_port)
        scheduler.add_jobstore(store, 'default')
        scheduler.start()
        started.append(scheduler)
        return scheduler

    del ran[:]
    done.clear()
    yield make
    for scheduler in started:
        scheduler.shutdown()


@pytest.fixture
def jobs(mongodb_host, mongodb_port, database_name):
    client = pymongo.Connection(mongodb_host, mongodb_port)
    yield client[database_name].jobs
    client.disconnect()


def test_jobs_are_stored_and_run(start, jobs):
    scheduler = start()
    soon = datetime.datetime.now() + datetime.timedelta(seconds=0.3)
    scheduler.add_date_job(job, soon, args=['once'], kwargs={'wanted': 1}, name='a job')
    later = scheduler.add_cron_job(job, hour=3, args=['every night'])
    assert sorted(document['name'] for document in jobs.find()) == ['a job', 'job']
    assert done.wait(30) and ran == ['once']
    scheduler.unschedule_job(later)
    assert jobs.find().count() == 0


def test_jobs_survive_the_program(start, jobs):
    first = start()
    first.add_interval_job(job, seconds=1, args=['again'], kwargs={'wanted': 2})
    first.shutdown()
    assert jobs.find().count() == 1
    second = start()
    assert [each.name for each in second.get_jobs()] == ['job']
    assert done.wait(30) and ran[:2] == ['again', 'again']
    # The store counts a run after it has begun.
    for _ in range(100):
        if jobs.find_one()['runs'] >= 2:
            break
        done.wait(0.05)
    assert jobs.find_one()['runs'] >= 2
    assert 'again' in str(second.get_jobs()[0].args)
