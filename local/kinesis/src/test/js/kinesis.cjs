// What the AWS SDK for JavaScript makes of our Kinesis: HTTP/2 with prior knowledge. node kinesis.cjs ENDPOINT STREAM DATA
const { KinesisClient, PutRecordCommand, ListShardsCommand } = require("@aws-sdk/client-kinesis");

const [endpoint, StreamName, data] = process.argv.slice(2);
const kinesis = new KinesisClient({
  endpoint,
  region: "us-east-1",
  credentials: { accessKeyId: "local", secretAccessKey: "local" },
});

(async () => {
  await kinesis.send(new PutRecordCommand({ StreamName, PartitionKey: "42", Data: Buffer.from(data) }));
  const refusal = await kinesis.send(new ListShardsCommand({ StreamName: "none" })).catch((error) => error.name);
  if (refusal !== "ResourceNotFoundException") {
    throw new Error(`an unknown stream is answered with ${refusal}`);
  }
  kinesis.destroy();
})().catch((error) => {
  console.error(error);
  process.exit(1);
});
