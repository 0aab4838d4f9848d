-- A person's data of which the processing is restricted (UU 27/2022 Pasal 41): kept, but not shown, used or given away.
CREATE TABLE restriction (
    regency  TEXT   NOT NULL,
    business TEXT   NOT NULL,
    since    BIGINT NOT NULL,
    actor    TEXT   NOT NULL,
    PRIMARY KEY (regency, business)
) /* clustered */;
