// npm run test:long: the tests whose crowds are too large for every run, with 2,000 sockets.
process.env.CROWD = '2000';
process.argv.push('test/integration/proxy');
await import('./test.mjs');
