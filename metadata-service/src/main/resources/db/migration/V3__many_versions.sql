-- A dataset may have tens of thousands of versions, most of them not what is asked for: the newest
-- page, the highest sealed one and the highest published one are found without reading the others.
CREATE INDEX version_of_dataset ON version (dataset, created DESC, id DESC);
CREATE INDEX version_sealed ON version (dataset, number_key DESC) WHERE state IN ('FINAL', 'PUBLISHED');
CREATE INDEX version_published ON version (dataset, number_key DESC) WHERE state = 'PUBLISHED';
