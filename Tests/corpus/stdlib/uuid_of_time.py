"""_uuid: identifiers of the time."""
import _uuid
import uuid

made, status = _uuid.generate_time_safe()
print(type(made).__name__, len(made), status in (0, -1), _uuid.has_uuid_generate_time_safe, hasattr(_uuid, "UuidCreate"))
ids = [uuid.uuid1() for _ in range(100)]
print(len(set(ids)), {i.version for i in ids}, {i.variant for i in ids}, len({i.node for i in ids}))
print(ids[0].is_safe in (uuid.SafeUUID.safe, uuid.SafeUUID.unsafe), uuid._generate_time_safe is _uuid.generate_time_safe)
