using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hub.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class DoubleEntry : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ledger_postings",
                columns: table => new
                {
                    entry_id = table.Column<Guid>(type: "uuid", nullable: false),
                    line = table.Column<int>(type: "integer", nullable: false),
                    account = table.Column<int>(type: "integer", nullable: false),
                    amount_centimes = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ledger_postings", x => new { x.entry_id, x.line });
                    table.ForeignKey(
                        name: "fk_ledger_postings_ledger_entry_id",
                        column: x => x.entry_id,
                        principalTable: "ledger",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            // Movements from before the double entry: what was captured for its order is split as the order's price says, and
            // whatever else moved was owed to the payer.
            migrationBuilder.Sql(
                """
                insert into ledger_postings (entry_id, line, account, amount_centimes)
                select id, 1, 1, amount_centimes from ledger where amount_centimes <> 0;
                """
            );
            migrationBuilder.Sql(
                """
                insert into ledger_postings (entry_id, line, account, amount_centimes)
                select l.id, 2, 4, -(o.price::json ->> 'stampCentimes')::bigint
                from ledger l join orders o on o.paid_attempt_id = l.attempt_id
                where l.kind = 2 and l.amount_centimes <> 0 and (o.price::json ->> 'stampCentimes')::bigint <> 0;
                """
            );
            migrationBuilder.Sql(
                """
                insert into ledger_postings (entry_id, line, account, amount_centimes)
                select l.id, 3, 5, -(o.price::json ->> 'communeCentimes')::bigint
                from ledger l join orders o on o.paid_attempt_id = l.attempt_id
                where l.kind = 2 and l.amount_centimes <> 0 and (o.price::json ->> 'communeCentimes')::bigint <> 0;
                """
            );
            migrationBuilder.Sql(
                """
                insert into ledger_postings (entry_id, line, account, amount_centimes)
                select l.id, 4, 6, -(o.price::json ->> 'postageCentimes')::bigint
                from ledger l join orders o on o.paid_attempt_id = l.attempt_id
                where l.kind = 2 and l.amount_centimes <> 0 and (o.price::json ->> 'postageCentimes')::bigint <> 0;
                """
            );
            migrationBuilder.Sql(
                """
                insert into ledger_postings (entry_id, line, account, amount_centimes)
                select l.id, 5, 7, -l.amount_centimes
                from ledger l left join orders o on o.paid_attempt_id = l.attempt_id
                where l.amount_centimes <> 0 and (l.kind <> 2 or o.id is null);
                """
            );

            migrationBuilder.DropColumn(
                name: "amount_centimes",
                table: "ledger");

            migrationBuilder.AddColumn<DateTime>(
                name: "approved_at",
                table: "refunds",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "credited_before_centimes",
                table: "refunds",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "kept_centimes",
                table: "refunds",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "parts",
                table: "refunds",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<DateTime>(
                name: "reversed_at",
                table: "refunds",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "sent_at",
                table: "refunds",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "charged_back_centimes",
                table: "payment_attempts",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "fee_centimes",
                table: "payment_attempts",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AlterColumn<Guid>(
                name: "order_id",
                table: "ledger",
                type: "uuid",
                nullable: true,
                oldClrType: typeof(Guid),
                oldType: "uuid");

            migrationBuilder.AlterColumn<Guid>(
                name: "attempt_id",
                table: "ledger",
                type: "uuid",
                nullable: true,
                oldClrType: typeof(Guid),
                oldType: "uuid");

            migrationBuilder.AddColumn<string>(
                name: "booked_on",
                table: "ledger",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateIndex(
                name: "ix_ledger_booked_on",
                table: "ledger",
                column: "booked_on");

            migrationBuilder.CreateIndex(
                name: "ix_ledger_postings_account",
                table: "ledger_postings",
                column: "account");

            migrationBuilder.Sql(
                """
                update refunds set parts = '{"stamp":0,"commune":0,"postage":0,"payer":' || amount_centimes || '}' where parts = '';
                """
            );
            migrationBuilder.Sql(
                """
                update ledger set booked_on = to_char(at, 'YYYY-MM-DD') where booked_on = '';
                """
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ledger_postings");

            migrationBuilder.DropIndex(
                name: "ix_ledger_booked_on",
                table: "ledger");

            migrationBuilder.DropColumn(
                name: "approved_at",
                table: "refunds");

            migrationBuilder.DropColumn(
                name: "credited_before_centimes",
                table: "refunds");

            migrationBuilder.DropColumn(
                name: "kept_centimes",
                table: "refunds");

            migrationBuilder.DropColumn(
                name: "parts",
                table: "refunds");

            migrationBuilder.DropColumn(
                name: "reversed_at",
                table: "refunds");

            migrationBuilder.DropColumn(
                name: "sent_at",
                table: "refunds");

            migrationBuilder.DropColumn(
                name: "charged_back_centimes",
                table: "payment_attempts");

            migrationBuilder.DropColumn(
                name: "fee_centimes",
                table: "payment_attempts");

            migrationBuilder.DropColumn(
                name: "booked_on",
                table: "ledger");

            migrationBuilder.AlterColumn<Guid>(
                name: "order_id",
                table: "ledger",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"),
                oldClrType: typeof(Guid),
                oldType: "uuid",
                oldNullable: true);

            migrationBuilder.AlterColumn<Guid>(
                name: "attempt_id",
                table: "ledger",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"),
                oldClrType: typeof(Guid),
                oldType: "uuid",
                oldNullable: true);

            migrationBuilder.AddColumn<long>(
                name: "amount_centimes",
                table: "ledger",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);
        }
    }
}
