package dev.downlink.scheduler;

import dev.downlink.service.ServiceContract;

class SchedulerServiceTest extends ServiceContract {}
