package dev.downlink.connectionservice;

import dev.downlink.service.ServiceContract;

class ConnectionServiceTest extends ServiceContract {}
