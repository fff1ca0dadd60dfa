"""Follows a replay with panoramisk: panoramisk_drain.py PORT"""
import asyncio
import json
import sys
import time

from panoramisk import Manager


async def follow(port):
    done = asyncio.get_running_loop().create_future()
    begin = None
    events = characters = 0

    def take(_, event):
        nonlocal begin, events, characters
        if begin is None:
            begin = time.perf_counter()
        if event.event != 'BenchEnd':
            events += 1
            characters += len(event.event) + len(event.channel) + len(event.uniqueid)
        elif not done.done():
            done.set_result((int(event.events), time.perf_counter() - begin))

    manager = Manager(loop=asyncio.get_running_loop(), host='127.0.0.1', port=port, username='bench', secret='bench')
    manager.register_event('*', take)
    await manager.connect()
    sent, seconds = await done
    manager.close()
    return {'events': events, 'missing': sent - events, 'eventsPerSecond': round(events / seconds)}


async def main():
    # The first time warms up.
    for _ in range(2):
        result = await follow(int(sys.argv[1]))
    print(json.dumps(result))


asyncio.run(main())
