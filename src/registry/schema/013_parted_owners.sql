-- Who owns a record that was merged is told by its survivor alone.
DELETE FROM ownership WHERE (regency, business) IN (SELECT regency, absorbed FROM merge WHERE undone_at IS NULL);

-- A record that was parted kept owners whose facts had been withdrawn meanwhile.
WITH RECURSIVE kin (regency, head, member) AS (
    SELECT regency, absorbed, absorbed FROM merge WHERE undone_at IS NOT NULL
    UNION
    SELECT k.regency, k.head, m.absorbed
    FROM kin k JOIN merge m ON m.regency = k.regency AND m.survivor = k.member AND m.undone_at IS NULL
)
DELETE FROM ownership
WHERE (regency, business) IN (SELECT regency, head FROM kin) AND NOT EXISTS (
    SELECT 1 FROM kin k JOIN fact f ON f.regency = k.regency AND f.business = k.member
    WHERE k.regency = ownership.regency AND k.head = ownership.business AND f.person = ownership.person
        AND NOT EXISTS (SELECT 1 FROM withdrawal w WHERE w.regency = f.regency AND w.target IN (f.batch, f.id))
);
