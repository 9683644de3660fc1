package dev.downlink.chat;

import dev.downlink.service.ServiceContract;

class ChatServiceTest extends ServiceContract {}
