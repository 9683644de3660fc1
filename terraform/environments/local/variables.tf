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
