package dev.downlink.chatservice;

import dev.downlink.service.ServiceContract;

class ChatServiceTest extends ServiceContract {}
