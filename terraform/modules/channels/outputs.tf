output "reference" {
  description = "What CHANNELS is set to: the parameter and its version, so that new rules come with new versions of the functions and go back with them."
  value       = "ssm:${aws_ssm_parameter.channels.name}:${aws_ssm_parameter.channels.version}"
}

output "parameter" {
  description = "Path of the parameter that holds channels.yml."
  value       = aws_ssm_parameter.channels.name
}

output "secrets" {
  description = "Paths of the secrets that channels.yml refers to."
  value       = sort([for secret in aws_ssm_parameter.secret : secret.name])
}

output "secrets_by_use" {
  description = "The same by the part of the rules that refers to them, so that each function gets only what it reads."
  value       = local.secrets_by_use
}
