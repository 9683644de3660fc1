package dev.downlink.session;

import dev.downlink.service.ServiceContract;

class ConnectionServiceTest extends ServiceContract {}
