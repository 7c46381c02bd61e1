"""Run the statements on standard input and print the rows of the last one. Started by sql.py.

A program of its own because only the virtual environment has the connector.
"""

import json
import sys

import psycopg2

request = json.load(sys.stdin)
try:
    connection = psycopg2.connect(dbname=request['database'], connect_timeout=10)
    connection.autocommit = True
    with connection.cursor() as cursor:
        for statement, values in request['statements']:
            cursor.execute(statement, values)
        rows = cursor.fetchall() if cursor.description else []
    json.dump({'rows': rows}, sys.stdout, default=str)
except psycopg2.Error as error:
    json.dump({'error': ' '.join(str(error).split())}, sys.stdout)
