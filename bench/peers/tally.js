// Counts events until BenchEnd, twice in one process: the first time warms up.
'use strict';

exports.run = function (follow) {
  const port = Number(process.argv[2]);
  let rounds = 2;

  function round () {
    let begin = 0n;
    let events = 0;
    let characters = 0;
    const disconnect = follow(port, function (event, name, channel, uniqueid, sent) {
      if (begin === 0n) {
        begin = process.hrtime.bigint();
      }
      if (name !== 'BenchEnd') {
        events++;
        characters += String(name).length + (channel ? channel.length : 0) + (uniqueid ? uniqueid.length : 0);
        return;
      }
      const seconds = Number(process.hrtime.bigint() - begin) / 1e9;
      disconnect();
      if (--rounds > 0) {
        setTimeout(round, 500);
        return;
      }
      console.log(JSON.stringify({ events, missing: Number(sent) - events, eventsPerSecond: Math.round(events / seconds), characters }));
      process.exit(0);
    });
  }

  round();
};
