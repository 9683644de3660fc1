package dev.downlink.schedulerservice;

import dev.downlink.service.ServiceContract;

class SchedulerServiceTest extends ServiceContract {}
