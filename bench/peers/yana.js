// Follows a replay with yana: node yana.js PORT
'use strict';
const AMI = require('yana');
const { run } = require('./tally.js');

run(function (port, take) {
  const ami = new AMI({ host: '127.0.0.1', port, login: 'bench', password: 'bench', events: true });
  ami.on('error', function (error) { throw new Error(error); });
  ami.on('event', function (event) {
    take(event, event.Event, event.Channel, event.Uniqueid, event.Events);
  });
  ami.connect();
  return function () {
    ami.disconnect();
  };
});
