variable "name" {
  description = "What every name begins with: <project>-<environment>."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,30}[a-z0-9]$", var.name))
    error_message = "name is \"${var.name}\"; expected 3 to 32 lower-case letters, digits and hyphens, such as downlink-dev."
  }
}

variable "service_file" {
  description = "Path of the service's service.yml (docs/architecture.md, \"service.yml\")."
  type        = string

  validation {
    condition     = can(yamldecode(file(var.service_file)).functions)
    error_message = "service_file is \"${var.service_file}\"; expected a service.yml with functions."
  }

  validation {
    condition = alltrue(flatten([
      for function in values(try(yamldecode(file(var.service_file)).functions, {})) : [
        for action in flatten(values(try(function.permissions, {}))) : can(regex("^[a-z0-9-]+:[A-Za-z]+$", action))
      ]
    ]))
    error_message = "${var.service_file} grants an action that is not a single one; expected each as <service>:<Action>, without wildcards."
  }

  # Java refuses it too: idempotency remembers one position per shard and channel.
  validation {
    condition = alltrue([
      for function in values(try(yamldecode(file(var.service_file)).functions, {})) : try(function.kinesis.parallelization_factor, 1) == 1
    ])
    error_message = "${var.service_file} has a parallelization_factor other than 1; expected 1, because batches of a shard must come in order."
  }

  # Names of functions, of roles and of schedules.
  validation {
    condition = alltrue([
      for part in flatten([
        for function, settings in try(yamldecode(file(var.service_file)).functions, {}) : [function, keys(try(settings.schedules, {})), "scheduler"]
      ]) : length("${var.name}-${try(yamldecode(file(var.service_file)).service, "")}-${part}") <= 64
    ])
    error_message = "${var.service_file} leads to names of more than 64 characters, AWS's limit, after \"${var.name}-\"; expected shorter names of functions and schedules, or of project and environment."
  }

  validation {
    condition = length(setsubtract(
      flatten(concat(
        [
          for function in values(try(yamldecode(file(var.service_file)).functions, {})) : [
            keys(try(function.permissions, {})),
            try("stream:${function.kinesis.stream}", []),
            try("queue:${function.kinesis.on_failure_queue}", []),
            try("queue:${function.async.on_failure_queue}", []),
          ]
        ],
        values(try(yamldecode(file(var.service_file)).environment, {})),
      )),
      concat(
        ["channels", "callback-url", "websocket-url", "http-url", "connections:DELETE", "connections:GET", "connections:POST", "schedules", "schedule-list", "schedule-role"],
        [for group in keys(var.platform.secrets) : "secrets:${group}"],
        [for queue in keys(var.platform.queues) : "queue-arn:${queue}"],
        [for table in keys(var.platform.tables) : "table:${table}"],
        [for stream in keys(var.platform.streams) : "stream:${stream}"],
        [for queue in keys(var.platform.queues) : "queue:${queue}"],
        regexall("function(?:-arn)?:[a-z0-9-]+/[a-z0-9-]+", try(file(var.service_file), "")),
      )
    )) == 0
    error_message = "${var.service_file} refers to what is not there; expected channels, secrets:token, secrets:api or secrets:pipelines, callback-url, websocket-url, http-url, connections:DELETE, connections:GET, connections:POST, schedules, schedule-list, schedule-role, function:<service>/<function>, function-arn:<service>/<function>, or a table, stream or queue of some service: ${jsonencode({ table = keys(var.platform.tables), stream = keys(var.platform.streams), queue = keys(var.platform.queues) })}."
  }
}

variable "options" {
  description = "Which functions with an option there are: those of the options named here. Functions without one are always there."
  type        = list(string)
  default     = []

  validation {
    condition     = length(setsubtract(var.options, [for function in values(try(yamldecode(file(var.service_file)).functions, {})) : try(function.option, "always")])) == 0
    error_message = "options is ${jsonencode(var.options)}; expected options that a function of ${var.service_file} has."
  }
}

variable "artifacts_bucket" {
  description = "The bucket that ./release puts artifacts into, as <service>/<version>.zip."
  type        = string
}

variable "release" {
  description = "What runs: the version that ./release printed, or latest; a revision to raise when a version must be published again though nothing changed; and the part of the traffic that a new version gets for some minutes before it gets all (back when it fails)."
  type = object({
    version  = string
    revision = optional(number, 1)
    canary   = optional(object({ percent = number, minutes = number }))
  })

  # What a new environment says until something was released.
  validation {
    condition     = can(regex("^(sha-[0-9a-f]{16}|latest|unreleased)$", var.release.version))
    error_message = "version is \"${var.release.version}\"; expected sha- and 16 hexadecimal digits, as ./release prints it, or latest."
  }

  validation {
    condition     = try(var.release.canary.percent >= 1 && var.release.canary.percent <= 99 && var.release.canary.minutes >= 2 && var.release.canary.minutes <= 60, var.release.canary == null)
    error_message = "canary is ${jsonencode(var.release.canary)}; expected percent from 1 to 99 and minutes from 2 to 60: metrics are a minute late."
  }
}

variable "cli_environment" {
  description = "Environment variables of the AWS CLI that waits for snapshots: AWS_PROFILE, or an emulator's AWS_ENDPOINT_URL."
  type        = map(string)
  default     = {}
}

variable "emulator" {
  description = "What an emulator lacks: recursion and log settings of functions, integrations and permissions on an alias, the placeholders of Scheduler."
  type = object({
    recursion_config      = optional(bool, true)
    log_settings          = optional(bool, true)
    alias_integrations    = optional(bool, true)
    schedule_placeholders = optional(bool, true)
  })
  default = {}
}

variable "platform" {
  description = "What the services of an environment share: where it is, and each part that service.yml may refer to."
  type = object({
    partition  = string
    region     = string
    account_id = string
    channels   = object({ reference = string, arn = string })
    secrets    = map(list(string))
    tables     = map(object({ name = string, arn = string }))
    streams    = map(object({ name = string, arn = string }))
    queues     = map(object({ url = string, arn = string }))
    websocket  = object({ id = string, stage = string, execution_arn = string, url = string, callback_url = string })
    http       = object({ id = string, execution_arn = string, url = string, authorization = string })
    schedules  = object({ group = string, role_arn = string })
  })
}

variable "architecture" {
  description = "Processor of the functions: arm64 or x86_64."
  type        = string
  default     = "arm64"

  validation {
    condition     = contains(["arm64", "x86_64"], var.architecture)
    error_message = "architecture is \"${var.architecture}\"; expected arm64 or x86_64."
  }
}

variable "snap_start" {
  description = "Start new environments from a snapshot of the initialised function."
  type        = bool
  default     = true
}

variable "reserved_concurrency" {
  description = "How many environments a function may have at once, and has for itself, instead of what service.yml says; -1: as many as the account has left."
  type        = map(number)
  default     = {}

  validation {
    condition     = length(setsubtract(keys(var.reserved_concurrency), keys(try(yamldecode(file(var.service_file)).functions, {})))) == 0
    error_message = "reserved_concurrency is ${jsonencode(var.reserved_concurrency)}; expected functions of ${var.service_file}."
  }
}

variable "tracing" {
  description = "PassThrough: X-Ray traces what a caller traces, which nobody does unless asked to. Active: also, of each function, a request a second and 1 in 20 beyond, which Lambda decides and which costs."
  type        = string
  default     = "PassThrough"

  validation {
    condition     = contains(["Active", "PassThrough"], var.tracing)
    error_message = "tracing is \"${var.tracing}\"; expected Active or PassThrough."
  }
}

variable "logs" {
  description = "How long the functions' logs are kept, from which level on their own lines are written, and the KMS key that encrypts them (null: CloudWatch's own)."
  type = object({
    retention_days = number
    key_arn        = optional(string)
    level          = optional(string, "INFO")
  })

  validation {
    condition     = contains(["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"], var.logs.level)
    error_message = "logs.level is \"${var.logs.level}\"; expected TRACE, DEBUG, INFO, WARN, ERROR or FATAL."
  }

  validation {
    condition = contains(
      [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653],
      var.logs.retention_days
    )
    error_message = "logs.retention_days is ${var.logs.retention_days}; expected a period that CloudWatch offers: 1, 3, 5, 7, 14, 30, 60, 90 … days."
  }
}

variable "secrets_revision" {
  description = "Raise it after changing the value of a secret: it publishes new versions of the functions, which read it."
  type        = number
  default     = 1

  validation {
    condition     = var.secrets_revision >= 1 && floor(var.secrets_revision) == var.secrets_revision
    error_message = "secrets_revision is ${var.secrets_revision}; expected a whole number, counting from 1."
  }
}
