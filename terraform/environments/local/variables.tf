variable "endpoint" {
  description = "The emulator: every AWS service at one address."
  type        = string
  default     = "http://localhost:4566"

  validation {
    condition     = can(regex("^http://(localhost|127\\.0\\.0\\.1|[a-z0-9.-]+\\.localhost|[a-z0-9-]+)(:[0-9]+)?$", var.endpoint))
    error_message = "endpoint is \"${var.endpoint}\"; expected an emulator's address, such as http://localhost:4566."
  }
}

variable "architecture" {
  description = "Processor of the machine that runs the emulator: x86_64 or arm64."
  type        = string
  default     = "x86_64"
}

variable "callback_url" {
  description = "Base of @connections, as the functions reach it. Null: the address that the emulator reports, which some make one of AWS."
  type        = string
  default     = null
}

variable "recursion_config" {
  description = "Whether the emulator has function recursion configuration. moto 5.2 and Floci have not."
  type        = bool
  default     = false
}

variable "log_settings" {
  description = "Whether the emulator keeps a function's log group and format. moto 5.2 does not."
  type        = bool
  default     = true
}

variable "deployments" {
  description = "Whether the emulator has deployments of WebSocket APIs. moto 5.2 has not."
  type        = bool
  default     = true
}

variable "alias_integrations" {
  description = "Whether the emulator's API Gateway invokes a function's alias. Floci only invokes functions."
  type        = bool
  default     = true
}

variable "parameter_versions" {
  description = "Whether the emulator's Systems Manager finds a parameter with its version: name:3. If not, apply new channel rules with a raised revision."
  type        = bool
  default     = true
}

variable "schedule_placeholders" {
  description = "Whether the emulator's Scheduler replaces <aws.scheduler.…>. If not, an announcement comes only once: its time says which one it is."
  type        = bool
  default     = true
}

variable "snap_start" {
  description = "Whether the emulator has SnapStart."
  type        = bool
  default     = false
}
