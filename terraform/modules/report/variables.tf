variable "expected" {
  description = <<-TEXT
    The load to report on, as averages over the hours in which there is any:
    connections: clients connected at once.
    messages_per_second: publications to all channels together.
    subscribers_per_message: connections that get each publication.
    from_stream_share: part of the publications that come from Kinesis records; the rest comes from clients.
    history_share: part that goes to namespaces with history.
    busiest_channel_share: part of those with history that goes to the busiest channel.
    message_bytes: size of a publication.
    connection_minutes: how long a client stays; API Gateway ends every connection after 120.
    subscriptions: channels of each client.
    watched_channels: channels without history that somebody subscribes to.
    hours_per_month: 730 for day and night.
  TEXT
  type = object({
    connections             = number
    messages_per_second     = number
    subscribers_per_message = optional(number, 10)
    from_stream_share       = optional(number, 0.8)
    history_share           = optional(number, 0.2)
    busiest_channel_share   = optional(number, 0.1)
    message_bytes           = optional(number, 512)
    connection_minutes      = optional(number, 30)
    subscriptions           = optional(number, 3)
    watched_channels        = optional(number, 100)
    hours_per_month         = optional(number, 730)
  })

  validation {
    condition     = min(var.expected.connections, var.expected.messages_per_second, var.expected.subscribers_per_message, var.expected.subscriptions) >= 0
    error_message = "expected is ${jsonencode(var.expected)}; connections, messages_per_second, subscribers_per_message and subscriptions cannot be negative."
  }

  validation {
    condition = alltrue([
      for share in [var.expected.from_stream_share, var.expected.history_share, var.expected.busiest_channel_share] : share >= 0 && share <= 1
    ])
    error_message = "expected is ${jsonencode(var.expected)}; every …_share lies between 0 and 1."
  }

  validation {
    condition     = var.expected.message_bytes >= 1 && var.expected.message_bytes <= 131072
    error_message = "expected.message_bytes is ${var.expected.message_bytes}; expected 1 to 131072, API Gateway's limit."
  }

  validation {
    condition     = var.expected.connection_minutes > 0 && var.expected.connection_minutes <= 120
    error_message = "expected.connection_minutes is ${var.expected.connection_minutes}; expected more than 0 and at most 120, API Gateway's limit."
  }

  validation {
    condition     = var.expected.hours_per_month >= 0 && var.expected.hours_per_month <= 744
    error_message = "expected.hours_per_month is ${var.expected.hours_per_month}; a month has at most 744."
  }
}

variable "architecture" {
  description = "Processor of the functions: arm64 or x86_64."
  type        = string

  validation {
    condition     = contains(["arm64", "x86_64"], var.architecture)
    error_message = "architecture is \"${var.architecture}\"; expected arm64 or x86_64."
  }
}

variable "memory_mb" {
  description = "Memory of the functions that carry the load, from service.yml."
  type        = object({ session = number, publish = number, fan_out = number, ingest = number })
}

variable "kinesis" {
  description = "The streams: how many, whether they are on demand, and the shards of all together if not."
  type        = object({ streams = number, on_demand = bool, shards = number })
}

variable "alarms" {
  description = "The number of alarms."
  type        = number
}

variable "dashboard" {
  description = "Whether there is a dashboard."
  type        = bool
}

variable "log_key" {
  description = "Whether logs have a key of their own."
  type        = bool
}

variable "access_logs" {
  description = "Whether API Gateway logs each connection, message and request."
  type        = bool
}

variable "tracing" {
  description = "Active: Lambda samples traces by itself. PassThrough: it does not."
  type        = string
  default     = "PassThrough"
}

variable "probe" {
  description = "Whether probe-service publishes to a client of its own once a minute."
  type        = bool
  default     = false
}

variable "connection_beat" {
  description = "Whether quiet connections are kept open and old ones are asked to reconnect."
  type        = bool
}

variable "schedules" {
  description = "The number of schedules, taken to run once a minute."
  type        = number
}
