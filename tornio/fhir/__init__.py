"""The FHIR R4 API will live here; nothing yet."""
