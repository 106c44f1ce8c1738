# claim-rules
