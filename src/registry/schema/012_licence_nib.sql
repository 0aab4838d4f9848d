-- The register of licences names the NIB of who holds them.
DROP VIEW registry_licence;
CREATE VIEW registry_licence AS
    SELECT l.regency AS regency, l.business AS business, l.kind AS kind, l.number AS number, l.issuer AS issuer,
           l.valid_from AS valid_from, l.valid_until AS valid_until, l.basis AS basis, l.fact AS fact,
           b.name AS name, b.owner AS owner, b.village AS village, b.district AS district, b.status AS status,
           b.nib AS nib
    FROM licence l JOIN business b ON b.regency = l.regency AND b.id = l.business;
