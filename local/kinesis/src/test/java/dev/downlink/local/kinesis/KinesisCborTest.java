package dev.downlink.local.kinesis;

class KinesisCborTest extends KinesisContract {}
