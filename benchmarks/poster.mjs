// Posts with the AWS SDK for JavaScript for as many milliseconds as each line of standard input says, and answers with the
// number of posts and the microseconds of processor time they took. Arguments: endpoint, posts at once.
import { createInterface } from 'node:readline';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { ApiGatewayManagementApiClient, PostToConnectionCommand } from '@aws-sdk/client-apigatewaymanagementapi';

const [endpoint, inFlight] = process.argv.slice(2);
const agent = { keepAlive: true, maxSockets: Number(inFlight) };
const client = new ApiGatewayManagementApiClient({
  endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
  maxAttempts: 1,
  requestHandler: { httpAgent: new HttpAgent(agent), httpsAgent: new HttpsAgent(agent) },
});
const Data = Buffer.from(JSON.stringify({ push: { channel: 'chat:lobby', pub: { data: 'x'.repeat(200), offset: 1 } } }));

async function post(end) {
  let posts = 0;
  while (performance.now() < end) {
    await client.send(new PostToConnectionCommand({ ConnectionId: 'L0SM9cOFvHcCIhw=', Data }));
    posts++;
  }
  return posts;
}

for await (const line of createInterface({ input: process.stdin })) {
  const before = process.cpuUsage();
  const end = performance.now() + Number(line);
  const posts = await Promise.all(Array.from({ length: Number(inFlight) }, () => post(end)));
  const used = process.cpuUsage(before);
  console.log(`${posts.reduce((sum, each) => sum + each)} ${used.user + used.system}`);
}
