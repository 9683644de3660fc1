mock_provider "aws" {
  source          = "../mocks"
  override_during = plan
}

run "keeps_every_release" {
  command = plan

  assert {
    condition     = output.artifacts_bucket == "downlink-artifacts-123456789012-us-east-1"
    error_message = "./release and the environments find the bucket by its name."
  }
  assert {
    condition     = one(aws_s3_bucket_versioning.artifacts.versioning_configuration).status == "Enabled"
    error_message = "What a function runs can always be found again."
  }
  assert {
    condition = (
      aws_s3_bucket_public_access_block.artifacts.block_public_acls && aws_s3_bucket_public_access_block.artifacts.block_public_policy
      && aws_s3_bucket_public_access_block.artifacts.ignore_public_acls && aws_s3_bucket_public_access_block.artifacts.restrict_public_buckets
    )
    error_message = "Nobody outside of the account reads an artifact."
  }
}
