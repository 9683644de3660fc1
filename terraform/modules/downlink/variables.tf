variable "project" {
  description = "First part of every name."
  type        = string
  default     = "downlink"

  validation {
    condition     = can(regex("^[a-z][a-z0-9]{1,15}$", var.project))
    error_message = "project is \"${var.project}\"; expected 2 to 16 lower-case letters and digits, such as downlink."
  }
}

variable "environment" {
  description = "Second part of every name, and the WebSocket stage: dev, prod …"
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9]{1,11}$", var.environment))
    error_message = "environment is \"${var.environment}\"; expected 2 to 12 lower-case letters and digits, such as dev."
  }
}

variable "channels_file" {
  description = "Path of the environment's channels.yml."
  type        = string
}

variable "allow_insecure" {
  description = "Accept channel rules with insecure: true, which lets everybody do everything. For development only."
  type        = bool
  default     = false
}

variable "services_folder" {
  description = "Folder with a file for each service of the environment: <service>.yml with version, and revision or canary if wanted (modules/service, release). ingest-service, scheduler-service and probe-service may be left out, with all they own."
  type        = string

  validation {
    condition     = alltrue([for service in ["chat-service", "connection-service"] : fileexists("${var.services_folder}/${service}.yml")])
    error_message = "services_folder is \"${var.services_folder}\"; expected chat-service.yml and connection-service.yml there."
  }

  validation {
    condition = alltrue([
      for file in fileset(var.services_folder, "*") :
      contains(["chat-service.yml", "connection-service.yml", "ingest-service.yml", "scheduler-service.yml", "probe-service.yml"], file)
    ])
    error_message = "services_folder holds ${join(", ", fileset(var.services_folder, "*"))}; expected <service>.yml of the services only."
  }

  validation {
    condition = alltrue([
      for file in fileset(var.services_folder, "*.yml") :
      length(setsubtract(keys(try(yamldecode(file("${var.services_folder}/${file}")), {})), ["version", "revision", "canary"])) == 0
    ])
    error_message = "A file in ${var.services_folder} has another key than version, revision and canary."
  }

  validation {
    condition = var.allow_latest || alltrue([
      for file in fileset(var.services_folder, "*.yml") : try(yamldecode(file("${var.services_folder}/${file}")).version, "") != "latest"
    ])
    error_message = "A file in ${var.services_folder} says version: latest; expected a version, as ./release printed it: this environment changes only with its files."
  }
}

variable "allow_latest" {
  description = "Accept version: latest, which follows ./release."
  type        = bool
  default     = false
}

variable "artifacts_bucket" {
  description = "The bucket that ./release puts artifacts into. Null: the one that terraform/account makes in this account and region."
  type        = string
  default     = null
}

variable "cli_environment" {
  description = "Environment variables of the AWS CLI that waits for snapshots: AWS_PROFILE, or an emulator's AWS_ENDPOINT_URL."
  type        = map(string)
  default     = {}
}

variable "emulator" {
  description = "What an emulator lacks: recursion and log settings of functions, deployments of WebSocket APIs, integrations and permissions on an alias, versions in the names of Systems Manager's parameters, the placeholders of Scheduler. And the base of @connections, where the emulator reports an address of AWS."
  type = object({
    recursion_config      = optional(bool, true)
    log_settings          = optional(bool, true)
    deployments           = optional(bool, true)
    alias_integrations    = optional(bool, true)
    parameter_versions    = optional(bool, true)
    schedule_placeholders = optional(bool, true)
    callback_url          = optional(string)
  })
  default = {}
}

variable "architecture" {
  description = "Processor of the functions: arm64 or x86_64."
  type        = string
  default     = "arm64"
}

variable "snap_start" {
  description = "Start new environments of functions from a snapshot."
  type        = bool
  default     = true
}

variable "protect_data" {
  description = "Refuse to delete tables, and keep 35 days of point-in-time recovery instead of 7."
  type        = bool
}

variable "streams_on_demand" {
  description = "Let streams grow with the load; otherwise they have the shards of service.yml."
  type        = bool
  default     = true
}

variable "websocket_domain" {
  description = "Custom domain for the clients. Null: API Gateway's own URL."
  type = object({
    name            = string
    certificate_arn = string
    mapping_key     = optional(string)
  })
  default = null
}

variable "connection_beat" {
  description = "Keep quiet connections open past API Gateway's ten idle minutes, and ask old ones to reconnect, spread over minutes, before it ends them after two hours. Off: the SDKs reconnect by themselves. Its cost is in the report."
  type        = bool
  default     = false
}

variable "throttling" {
  description = "How many per second and how many at once: new connections, messages of clients, requests of back ends. Apart, so that a crowd that reconnects does not silence those who are connected. New connections lie below the account's 500 per second."
  type = object({
    connections = optional(object({ rate = number, burst = number }), { rate = 450, burst = 450 })
    messages    = optional(object({ rate = number, burst = number }), { rate = 5000, burst = 2500 })
    http        = optional(object({ rate = number, burst = number }), { rate = 1000, burst = 500 })
  })
  default = {}
}

variable "http_authorization" {
  description = "Who may call the HTTP API, besides having its key: NONE for everybody, AWS_IAM for callers that sign their requests."
  type        = string
  default     = "NONE"

  validation {
    condition     = contains(["NONE", "AWS_IAM"], var.http_authorization)
    error_message = "http_authorization is \"${var.http_authorization}\"; expected NONE or AWS_IAM."
  }
}

variable "secrets_revision" {
  description = "Raise it after changing the value of a secret, so that new versions of the functions read it."
  type        = number
  default     = 1
}
