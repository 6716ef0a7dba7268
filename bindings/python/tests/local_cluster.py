"""Rules on a cluster of PySpark with two executors, one of which is killed: ``python local_cluster.py COMMAND``."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from pyspark.sql import SparkSession

import dateline
import dateline.spark

STORIES = Path(__file__).resolve().parents[3] / "tests" / "articles"
ROUNDS = 40


def executors() -> list[int]:
    """The processes of executors that this process has started, by whatever way."""
    found, parents, names = [], {}, {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text(encoding="utf-8", errors="replace")
                names[int(entry.name)] = (entry / "cmdline").read_bytes()
            except OSError:
                continue
            parents[int(entry.name)] = int(stat.rsplit(")", 1)[1].split()[1])
    for process, name in names.items():
        above = process
        while above in parents and above != os.getpid():
            above = parents[above]
        if above == os.getpid() and b"CoarseGrainedExecutorBackend" in name and b"java" in name:
            found.append(process)
    return found


def main(command: str) -> None:
    """Run, kill, compare."""
    arguments = [command, "--no-project", "run", "--input", str(STORIES)]
    lines = subprocess.run(arguments, capture_output=True, text=True, check=True).stdout.splitlines()
    spark = (
        SparkSession.builder.master("local-cluster[2,1,1024]")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "7")
        .config("spark.pyspark.python", sys.executable)
        .config("spark.executorEnv.PYTHONPATH", "")
        .getOrCreate()
    )
    rows = [
        (f"{story.id}~{number}", story.date, story.text)
        for number in range(ROUNDS)
        for story in dateline.read(STORIES)
    ]
    frame = spark.createDataFrame(rows, "id string, date string, text string").repartition(40)
    rules = dateline.compile()
    whole = dateline.spark.events(frame, rules)

    killed: list[int] = []

    def kill() -> None:
        tracker = spark.sparkContext.statusTracker()
        while not killed:
            time.sleep(0.05)
            for stage in tracker.getActiveStageIds():
                about = tracker.getStageInfo(stage)
                if about and about.numTasks == 40 and 2 <= about.numCompletedTasks <= 30 and (found := executors()):
                    os.kill(found[0], signal.SIGKILL)
                    killed.append(found[0])

    killer = threading.Thread(target=kill, daemon=True)
    killer.start()
    found = whole.select("id", "type", "doc", "error").collect()
    assert killed, "no executor was killed while the job ran"
    expected = sorted(
        (event["id"].replace(event["doc"], f"{event['doc']}~{number}", 1), event["type"])
        for event in map(json.loads, lines)
        for number in range(ROUNDS)
    )
    assert sorted((row.id, row.type) for row in found) == expected
    assert all(row.error is None for row in found)
    print(f"{len(found)} events as the command finds them; executor {killed[0]} was killed in mid-job")
    spark.stop()


if __name__ == "__main__":
    main(sys.argv[1])
