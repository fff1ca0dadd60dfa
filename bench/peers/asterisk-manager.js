// Follows a replay with asterisk-manager: node asterisk-manager.js PORT
'use strict';
const manager = require('asterisk-manager');
const { run } = require('./tally.js');

run(function (port, take) {
  const ami = manager(port, '127.0.0.1', 'bench', 'bench', true);
  ami.on('managerevent', function (event) {
    take(event, event.event, event.channel, event.uniqueid, event.events);
  });
  return function () {
    ami.disconnect();
  };
});
