"""Run statements many times on one connection and print the median, in milliseconds."""

import json
import statistics
import sys
import time

import psycopg2

wanted = json.load(sys.stdin)
connection = psycopg2.connect(dbname=wanted['database'])
connection.autocommit = True
times = []
with connection.cursor() as cursor:
    for _number in range(wanted['warm_up'] + wanted['rounds']):
        begin = time.perf_counter()
        for statement in wanted['statements']:
            cursor.execute(statement)
            if cursor.description:
                cursor.fetchall()
        times.append((time.perf_counter() - begin) * 1000)
print(json.dumps(statistics.median(times[wanted['warm_up'] :])))
