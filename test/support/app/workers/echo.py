"""The worker of docs/reference/worker-protocol.md, "In thirty lines": no package, only the documented protocol."""
import json
import os
import urllib.request


def call(method, path, body=None):
    request = urllib.request.Request(
        os.environ['BERTH_WORKER_URL'] + path, method=method,
        data=None if body is None else json.dumps(body).encode(),
        headers={'Authorization': 'Bearer ' + os.environ['BERTH_WORKER_TOKEN'],
                 'Content-Type': 'application/json'})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.loads(answer.read() or b'{}')


call('POST', '/ready', {})
done = 0
while True:
    for item in call('GET', f'/next?after={done}&waitMs=20000')['inputs']:
        done = item['n']
        if item['kind'] == 'init':
            call('POST', '/initialised', {})
        elif item['kind'] == 'message':
            answer = {'to': 'clients', 'type': 'echo', 'data': item.get('data')}
            call('POST', '/messages', {'messages': [answer]})
        elif item['kind'] == 'stop':
            raise SystemExit(0)
