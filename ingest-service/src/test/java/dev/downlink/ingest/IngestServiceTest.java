package dev.downlink.ingest;

import dev.downlink.service.ServiceContract;

class IngestServiceTest extends ServiceContract {}
