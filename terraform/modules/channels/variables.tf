variable "name" {
  description = "What the parameters' paths begin with: <project>-<environment>."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,30}[a-z0-9]$", var.name))
    error_message = "name is \"${var.name}\"; expected 3 to 32 lower-case letters, digits and hyphens, such as downlink-dev."
  }
}

variable "channels_file" {
  description = "Path of the environment's channels.yml. Every secret in it is a reference ssm:/<name>/<secret>."
  type        = string

  validation {
    condition     = fileexists(var.channels_file)
    error_message = "channels_file is \"${var.channels_file}\", where there is no file; expected the environment's channels.yml."
  }

  validation {
    condition     = !fileexists(var.channels_file) || try(length(yamldecode(file(var.channels_file)).namespaces) > 0, false)
    error_message = "channels_file is \"${var.channels_file}\", which has no namespaces; expected channel rules (docs/architecture.md, \"Channel rules\")."
  }

  validation {
    condition     = !fileexists(var.channels_file) || try(length(filebase64(var.channels_file)) * 3 / 4 <= 8192, false)
    error_message = "channels_file is \"${var.channels_file}\", which is larger than 8 KB; expected less, Systems Manager's limit for a parameter."
  }

  # A function has no other file and no other variable than those that Terraform gives it.
  validation {
    condition     = length(regexall("\"(env|file):[^\"]+\"", try(jsonencode(yamldecode(file(var.channels_file))), ""))) == 0
    error_message = "channels_file is \"${var.channels_file}\", which refers to a variable (env:) or a file (file:); expected ssm:/${var.name}/<secret> or classpath:/<resource>, because functions on AWS have nothing else."
  }

  validation {
    condition     = var.allow_insecure || !try(tobool(yamldecode(file(var.channels_file)).insecure), false)
    error_message = "channels_file is \"${var.channels_file}\", which says insecure: true; expected that in development only, because it lets everybody do everything."
  }

  # A function may read the secrets of these parts, and no other.
  validation {
    condition = length(flatten([
      for part, rules in try(yamldecode(file(var.channels_file)), {}) :
      regexall("\"ssm:[^\"]*\"", jsonencode(rules)) if !contains(["api", "pipelines", "token"], part)
    ])) == 0
    error_message = "channels_file is \"${var.channels_file}\", which refers to a secret outside of token, api and pipelines; no function may read it."
  }

  # Two environments of an account must not share a secret by mistake.
  validation {
    condition = alltrue([
      for path in flatten(regexall("\"ssm:([^\"]*)\"", try(jsonencode(yamldecode(file(var.channels_file))), ""))) :
      can(regex("^/${var.name}/[A-Za-z0-9._-]+$", path)) && path != "/${var.name}/channels"
    ])
    error_message = "channels_file is \"${var.channels_file}\", which refers to parameters elsewhere; expected each as ssm:/${var.name}/<secret>."
  }
}

variable "allow_insecure" {
  description = "Accept rules with insecure: true."
  type        = bool
  default     = false
}
