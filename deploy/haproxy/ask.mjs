// Says a command to HAProxy over its socket and prints the answer: `node ask.mjs <socket> <command>`.
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';

const [path, ...words] = process.argv.slice(2);
const socket = connect(path);
socket.end(`${words.join(' ')}\n`);
try {
  process.stdout.write(await text(socket));
} catch (error) {
  console.error(`HAProxy does not answer at ${path}: ${error.message}`);
  process.exitCode = 1;
}
