-- What a device may ask a prefix of; the database computes it, so that no row can be without it.
CREATE FUNCTION subject_sha256(subject text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
	SELECT encode(sha256(convert_to(subject, 'UTF8')), 'hex')
$$;
