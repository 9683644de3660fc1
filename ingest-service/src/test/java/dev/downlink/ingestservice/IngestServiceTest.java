package dev.downlink.ingestservice;

import dev.downlink.service.ServiceContract;

class IngestServiceTest extends ServiceContract {}
