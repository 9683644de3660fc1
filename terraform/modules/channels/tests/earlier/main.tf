# A secret as another version of the module could have made it.
resource "aws_ssm_parameter" "secret" {
  for_each = toset(["/downlink-dev/api-key", "/downlink-dev/token-secret"])

  name             = each.key
  description      = "Of an earlier release."
  type             = "SecureString"
  tier             = "Advanced"
  key_id           = "alias/earlier"
  value_wo         = "secret"
  value_wo_version = 1
}
